/** The declarations of the package: one file per export, with the types that its exports mention and no others. */
import { rolldown } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';
import { packageExports, readManifest } from '../package-exports.ts';

const SHIPPED = 'dist/';

/**
 * Contents by path, relative to the build. What several exports mention is in a file of its own below `types/`, so that
 * a type is the same type in all of them.
 *
 * @param folder the compiler's declarations, laid out as `dist/` is
 */
export async function declarationFiles(root: string, folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = packageExports(readManifest(root))
    .flatMap(({ types }) => types ?? [])
    .map((file) => file.slice(SHIPPED.length));
  const bundle = await rolldown({
    cwd: folder,
    input: Object.fromEntries(entries.map((file) => [file.replace(/\.ts$/, ''), file])),
    external: /^(node:|[a-z@])/,
    plugins: [dts({ dtsInput: true, tsconfig: false })],
  });
  const { output } = await bundle.generate({ format: 'es', chunkFileNames: 'types/[name].ts' });
  await bundle.close();
  return new Map(
    output.flatMap((chunk): [string, string][] =>
      chunk.type === 'chunk' ? [[chunk.fileName, chunk.code]] : [],
    ),
  );
}
