// @ts-check
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'

const compress = promisify(brotliCompress)

/**
 * Writes a Brotli copy beside each script and style of a build. It takes seconds of a processor, so it is done once and not
 * for a request. JavaScript, because the configuration of Next.js imports it and any Node may run a build.
 * @param {string} directory
 */
export async function packStatic(directory) {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && /\.(js|css)$/.test(entry.name))
  await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const bytes = await readFile(join(parentPath, name))
      const packed = await compress(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } })
      await writeFile(join(parentPath, `${name}.br`), packed)
    }),
  )
}
