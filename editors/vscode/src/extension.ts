/** proselint-t for VS Code: starts the language server and tells it which files are its business. */

import * as vscode from "vscode";
import { type Executable, LanguageClient, type LanguageClientOptions } from "vscode-languageclient/node";

const SECTION = "proselint-t";
const FIX_ALL = "source.fixAll.proselint-t";

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.commands.registerCommand(`${SECTION}.restart`, restart),
    vscode.commands.registerCommand(`${SECTION}.fixAll`, fixAll),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      if (event.affectsConfiguration(`${SECTION}.command`)) {
        await restart();
      }
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

async function start(): Promise<void> {
  const command = vscode.workspace.getConfiguration(SECTION).get<string[]>("command") ?? [];
  const [program = "proselint-t", ...args] = command;
  client = new LanguageClient(SECTION, "proselint-t", server(program, args), options());
  try {
    await client.start();
  } catch {
    client = undefined; // the output channel holds the reason
    void vscode.window.showErrorMessage(
      `«${program}» does not start: install proselint-t, or say where it is in «proselint-t.command».`,
    );
  }
}

async function restart(): Promise<void> {
  await client?.stop();
  await start();
}

function server(command: string, args: string[]): Executable {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  return { command, args, options: folder === undefined ? {} : { cwd: folder } };
}

function options(): LanguageClientOptions {
  return {
    // Not what only looks like a file: the other side of a comparison, a cell of a notebook.
    documentSelector: [
      { scheme: "file", language: "markdown" },
      { scheme: "untitled", language: "markdown" },
      { scheme: "file", language: "yaml" },
      { scheme: "file", language: "json" }, // lists of defects
    ],
  };
}

/** Ask for the safe fixes of the text in front, and apply them. */
async function fixAll(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document === undefined) {
    return;
  }
  const everything = document.validateRange(new vscode.Range(0, 0, document.lineCount, 0));
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    everything,
    FIX_ALL,
  );
  for (const action of actions) {
    if (action.edit !== undefined) {
      await vscode.workspace.applyEdit(action.edit);
    }
  }
}
