import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { gzipOf } from '#hub/api/releases/release-gzip.ts'

async function zipped(pieces: readonly Uint8Array[]): Promise<Buffer> {
  async function* each() {
    yield* pieces
  }
  return Buffer.concat(await Array.fromAsync(gzipOf(each())))
}

it('can be read by any gunzip, whatever the pieces are', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 600 }), { maxLength: 8 }), async (pieces) => {
      expect(gunzipSync(await zipped(pieces))).toEqual(Buffer.concat(pieces))
    }),
  )
})

it.each([65_534, 65_535, 65_536, 200_000])('holds a piece of %i bytes', async (size) => {
  const piece = Uint8Array.from({ length: size }, (_, at) => at % 251)

  expect(gunzipSync(await zipped([piece]))).toEqual(Buffer.from(piece))
})
