/** Which program is the server: the one that is named, that of the folder's environment, or the one on the path. */

import { existsSync } from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";

const WINDOWS = process.platform === "win32";
const PROGRAM = WINDOWS ? "proselint-t.exe" : "proselint-t";
const PROGRAMS = WINDOWS ? "Scripts" : "bin";

/** The parts of the extension of Python that are asked. */
interface Python {
  environments: { getActiveEnvironmentPath(resource?: vscode.Uri): { path: string } };
}

export async function commandFor(section: string): Promise<[string, ...string[]]> {
  const [program, ...args] = vscode.workspace.getConfiguration(section).get<string[]>("command") ?? [];
  if (program !== undefined) {
    return [program, ...args];
  }
  return [(await ofFolder()) ?? "proselint-t", "server"];
}

/** The program in the environment of the first folder. A folder that is not trusted has none that may run. */
async function ofFolder(): Promise<string | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined || !vscode.workspace.isTrusted) {
    return undefined;
  }
  const places = [".venv", "venv"].map((name) => path.join(folder.uri.fsPath, name, PROGRAMS));
  const interpreter = await chosenInterpreter(folder.uri);
  if (interpreter !== undefined) {
    places.unshift(path.dirname(interpreter), path.join(interpreter, PROGRAMS));
  }
  return places.map((place) => path.join(place, PROGRAM)).find((file) => existsSync(file));
}

async function chosenInterpreter(folder: vscode.Uri): Promise<string | undefined> {
  const extension = vscode.extensions.getExtension<Python>("ms-python.python");
  if (extension === undefined) {
    return undefined;
  }
  const python = extension.isActive ? extension.exports : await extension.activate();
  return python.environments.getActiveEnvironmentPath(folder).path;
}
