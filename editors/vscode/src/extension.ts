/** proselint-t for VS Code: starts the language server and tells it which files are its business. */

import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  type Executable,
  LanguageClient,
  type LanguageClientOptions,
} from "vscode-languageclient/node";

import { commandFor } from "./command";

const SECTION = "proselint-t";
const FIX_ALL = "source.fixAll.proselint-t";
const PRESET_OF = "proselint-t.presetOf";
const MARKDOWN = [
  // Not what only looks like a file: the other side of a comparison, a cell of a notebook.
  { scheme: "file", language: "markdown" },
  { scheme: "untitled", language: "markdown" },
  { scheme: "file", language: "mdx" },
  { scheme: "file", language: "quarto" },
];

const { t } = vscode.l10n;

let client: LanguageClient | undefined;
/** The last start: another waits for it, for a client that is starting cannot be stopped. */
let starting: Promise<void> = Promise.resolve();
let status: vscode.LanguageStatusItem;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  status = vscode.languages.createLanguageStatusItem(`${SECTION}.status`, MARKDOWN);
  status.name = SECTION;
  status.command = { command: `${SECTION}.showOutput`, title: t("Show output") };
  context.subscriptions.push(
    status,
    vscode.commands.registerCommand(`${SECTION}.restart`, restart),
    vscode.commands.registerCommand(`${SECTION}.fixAll`, fixAll),
    vscode.commands.registerCommand(`${SECTION}.showOutput`, () => client?.outputChannel.show()),
    vscode.window.onDidChangeActiveTextEditor(showPreset),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      if (event.affectsConfiguration(`${SECTION}.command`)) {
        await restart();
      }
    }),
  );
  await restart();
}

export async function deactivate(): Promise<void> {
  await starting;
  await client?.stop();
}

async function start(): Promise<void> {
  const [program, ...args] = await commandFor(SECTION);
  client = new LanguageClient(SECTION, SECTION, server(program, args), options());
  try {
    await client.start();
    await showPreset();
  } catch (error) {
    void dead(t("«{0}» does not start", program), String(error));
  }
}

function restart(): Promise<void> {
  starting = starting.then(async () => {
    await client?.stop().catch(() => undefined); // one that has died cannot be stopped
    await client?.dispose().catch(() => undefined);
    await start();
  });
  return starting;
}

/** Say once that there is no server, why, and what can be done. */
async function dead(what: string, reason: string): Promise<void> {
  client?.outputChannel.appendLine(`${what}: ${reason}`);
  status.text = "$(error) proselint-t";
  status.detail = what;
  status.severity = vscode.LanguageStatusSeverity.Error;
  const [restartIt, showIt, setIt] = [t("Restart"), t("Show output"), t("Settings")];
  const chosen = await vscode.window.showErrorMessage(
    `proselint-t: ${what}. ${t("Install it into the environment of this folder, or name it in «proselint-t.command».")}`,
    restartIt,
    showIt,
    setIt,
  );
  if (chosen === restartIt) {
    await restart();
  } else if (chosen === showIt) {
    client?.outputChannel.show();
  } else if (chosen === setIt) {
    await vscode.commands.executeCommand("workbench.action.openSettings", `${SECTION}.command`);
  }
}

function server(command: string, args: string[]): Executable {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  return { command, args, options: folder === undefined ? {} : { cwd: folder } };
}

function options(): LanguageClientOptions {
  return {
    documentSelector: [...MARKDOWN, { scheme: "file", language: "yaml" }],
    initializationOptions: {
      workspaceDiagnostics: vscode.workspace.getConfiguration(SECTION).get<boolean>("workspaceDiagnostics", false),
    },
    initializationFailedHandler: () => false, // `start` tells it
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => {
        void dead(t("the server has ended"), t("see above"));
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    },
  };
}

/** The version of the server, and the preset that holds for the text in front. */
async function showPreset(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (client?.initializeResult === undefined || document === undefined) {
    return;
  }
  const preset = await client
    .sendRequest<string | null>("workspace/executeCommand", { command: PRESET_OF, arguments: [document.uri.toString()] })
    .catch(() => null);
  status.severity = vscode.LanguageStatusSeverity.Information;
  status.text = preset === null ? SECTION : `proselint-t: ${preset}`;
  status.detail = t("version {0}", client.initializeResult.serverInfo?.version ?? "?");
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
