/** Reads the public surface from the built declarations, with TypeScript's own checker. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Node, SyntaxKind } from 'typescript/unstable/ast';
import { API, type Project, SymbolFlags, type Symbol as TypeScriptSymbol } from 'typescript/unstable/sync';
import { packageExports, readManifest } from '../package-exports.ts';
import type { Entry, ExportedName, ExportKind, Surface } from './surface.ts';

const KINDS: ReadonlyMap<SyntaxKind, ExportKind> = new Map([
  [SyntaxKind.FunctionDeclaration, 'function'],
  [SyntaxKind.ClassDeclaration, 'class'],
  [SyntaxKind.VariableDeclaration, 'constant'],
  [SyntaxKind.InterfaceDeclaration, 'type'],
  [SyntaxKind.TypeAliasDeclaration, 'type'],
]);

/** @param root the folder with package.json and `dist/` */
export function readSurface(root: string): Surface {
  const exported = packageExports(readManifest(root));
  const typed = exported.flatMap(({ specifier, types }) =>
    types === undefined ? [] : [{ specifier, types, file: join(root, types) }],
  );
  const api = new API({
    cwd: root,
    ...virtualProject(
      root,
      typed.map(({ file }) => file),
    ),
  });
  try {
    const project = api.updateSnapshot({ openProjects: [configOf(root)] }).getProject(configOf(root));
    if (project === undefined) throw new Error('TypeScript does not open the declarations in dist/');
    const imports = new Map(typed.map(({ specifier, file }) => [specifier, exportsOf(project, file)]));
    const entries = typed.map(({ specifier, types }): Entry => {
      const names = (imports.get(specifier) ?? []).map(({ name, symbol }) => read(project, name, symbol));
      return { specifier, about: headerOf(root, types), names: sorted(names) };
    });
    const exportedIds = new Set([...imports.values()].flat().map(({ symbol }) => symbol.id));
    return {
      entries,
      mentioned: sorted(
        declaredIn(project, join(root, 'dist'))
          .filter(({ id }) => !exportedIds.has(id))
          .map((symbol) => read(project, symbol.name, symbol)),
      ),
      files: exported.flatMap(({ specifier, types, files }) =>
        types === undefined ? files.map((target) => ({ specifier, target })) : [],
      ),
    };
  } finally {
    api.close();
  }
}

function configOf(root: string): string {
  return join(root, 'dist', 'tsconfig.json');
}

/** A project of the declarations that exists in memory only. */
function virtualProject(root: string, files: readonly string[]) {
  const compilerOptions = {
    module: 'nodenext',
    target: 'es2023',
    strict: true,
    types: ['node'],
    noEmit: true,
  };
  const content = JSON.stringify({ compilerOptions, files });
  const isConfig = (path: string) => path === configOf(root);
  return {
    fs: {
      readFile: (path: string) => (isConfig(path) ? content : undefined),
      fileExists: (path: string) => (isConfig(path) ? true : undefined),
    },
  };
}

interface Import {
  readonly name: string;
  readonly symbol: TypeScriptSymbol;
}

function exportsOf({ program, checker }: Project, file: string): readonly Import[] {
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (module === undefined) throw new Error(`${file} exports nothing: run npm run build`);
  return checker.getExportsOfModule(module).map((symbol) => ({
    name: symbol.name,
    symbol: symbol.flags & SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
  }));
}

/** What is declared at the top of the declarations below a folder. */
function declaredIn({ program, checker }: Project, folder: string): readonly TypeScriptSymbol[] {
  const named = program
    .getSourceFileNames()
    .filter((file) => file.startsWith(folder))
    .flatMap((file) => {
      const source = program.getSourceFile(file);
      const names: Node[] = [];
      source?.forEachChild((statement) => {
        if (KINDS.has(statement.kind)) names.push(nameOf(statement));
        if (statement.kind === SyntaxKind.VariableStatement)
          names.push(...variablesOf(statement).map(nameOf));
        return undefined;
      });
      return names;
    });
  const symbols = named.flatMap((name) => checker.getSymbolAtLocation(name) ?? []);
  return [...new Map(symbols.map((symbol) => [symbol.id, symbol])).values()];
}

function variablesOf(statement: Node): readonly Node[] {
  const found: Node[] = [];
  const visit = (node: Node): undefined => {
    if (node.kind === SyntaxKind.VariableDeclaration) found.push(node);
    else node.forEachChild(visit);
  };
  visit(statement);
  return found;
}

function nameOf(declaration: Node): Node {
  return (declaration as Node & { readonly name: Node }).name;
}

function read({ checker, emitter }: Project, name: string, symbol: TypeScriptSymbol): ExportedName {
  const declarations = symbol.declarations.flatMap((handle) => handle.resolve() ?? []);
  const kinds = declarations.map(({ kind }) => KINDS.get(kind));
  const kind = kinds.find((one) => one !== 'type') ?? 'type';
  const signature = declarations.map((node) => printed(emitter.printNode(node), node.kind)).join('\n');
  return { name, kind, signature, about: firstSentenceOf(symbol.getDocumentationComment(checker)) };
}

function printed(text: string, kind: SyntaxKind): string {
  const plain = text.replace(/^(?:export )?(?:declare )?/, '').replace(/;?$/, '');
  const indented = plain.replaceAll(/^(?: {4})+/gm, (spaces) => ' '.repeat(spaces.length / 2));
  return kind === SyntaxKind.VariableDeclaration ? `const ${indented}` : indented;
}

function firstSentenceOf(comment: string): string {
  const [sentence = ''] = comment.replaceAll(/\s+/g, ' ').split(/(?<=[.!?]) (?=[A-Z`])/);
  return sentence.trim();
}

/** What the header of the source of a declaration file says in its first paragraph, after its import path. */
function headerOf(root: string, types: string): string {
  const source = join(root, types.replace(/^dist\//, '').replace(/\.d\.([cm]?ts)$/, '.$1'));
  const [, header = ''] = /^\/\*\*(.*?)\*\//s.exec(readFileSync(source, 'utf8')) ?? [];
  const lines = header.split('\n').map((line) => line.replace(/^ *\*/, '').trim());
  const [paragraph = ''] = lines.join('\n').trim().split('\n\n');
  return paragraph.replaceAll('\n', ' ').replace(/^`[^`]+`: (.)/, (_, first) => first.toUpperCase());
}

function sorted(names: readonly ExportedName[]): readonly ExportedName[] {
  return names.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
