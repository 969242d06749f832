import { crc32 } from 'node:zlib'

const longestBlock = 0xffff

/**
 * A gzip stream (RFC 1952) whose bytes depend on its input alone. The output of a compressor changes with its version,
 * but the Digest of a Release has to stay valid for ever. So the blocks are stored uncompressed (RFC 1951, 3.2.4).
 */
export async function* gzipOf(
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  // Deflate, no flags, no time, unknown system.
  yield Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255)
  let sum = 0
  let size = 0
  for await (const piece of pieces) {
    sum = crc32(piece, sum)
    size += piece.length
    for (let at = 0; at < piece.length; at += longestBlock)
      yield storedBlock(piece.subarray(at, at + longestBlock), 0)
  }
  yield storedBlock(new Uint8Array(), 1)
  const end = Buffer.alloc(8)
  end.writeUInt32LE(sum, 0)
  end.writeUInt32LE(size % 2 ** 32, 4)
  yield Uint8Array.from(end)
}

function storedBlock(bytes: Uint8Array, last: 0 | 1): Uint8Array<ArrayBuffer> {
  const block = Buffer.alloc(5 + bytes.length)
  block.writeUInt8(last, 0)
  block.writeUInt16LE(bytes.length, 1)
  block.writeUInt16LE(~bytes.length & 0xffff, 3)
  block.set(bytes, 5)
  return Uint8Array.from(block)
}
