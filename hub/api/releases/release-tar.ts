// A tar archive (POSIX ustar) whose bytes depend on names and contents alone: no times, no owners.

const block = 512
const longestName = 100

export type TarFile = { readonly name: string; readonly bytes: Uint8Array }

/** The archive piece by piece; one file is in memory at a time. */
export async function* tarOf(files: AsyncIterable<TarFile>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for await (const { name, bytes } of files) {
    if (Buffer.byteLength(name) > longestName) yield* longName(name)
    yield header(shortName(name), bytes.length, '0')
    yield padded(bytes)
  }
  yield new Uint8Array(2 * block)
}

/** A pax record before the file holds its whole name. */
function* longName(name: string): Generator<Uint8Array<ArrayBuffer>> {
  const rest = ` path=${name}\n`
  let length = Buffer.byteLength(rest)
  while (String(length).length + Buffer.byteLength(rest) !== length)
    length = String(length).length + Buffer.byteLength(rest)
  const record = Buffer.from(`${length}${rest}`)
  yield header(shortName(`pax/${name}`), record.length, 'x')
  yield padded(record)
}

/** Names are ASCII: a Slug and an extension. */
function shortName(name: string): string {
  return name.slice(0, longestName)
}

function header(name: string, size: number, type: '0' | 'x'): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.alloc(block)
  const octal = (value: number, at: number, width: number) =>
    bytes.write(`${value.toString(8).padStart(width - 1, '0')}\0`, at, 'latin1')
  bytes.write(name, 0, longestName, 'utf8')
  octal(0o644, 100, 8)
  octal(0, 108, 8)
  octal(0, 116, 8)
  octal(size, 124, 12)
  octal(0, 136, 12)
  bytes.write(`        ${type}`, 148, 'latin1')
  bytes.write('ustar\x0000', 257, 'latin1')
  const sum = bytes.reduce((total, byte) => total + byte, 0)
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return Uint8Array.from(bytes)
}

function padded(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(Math.ceil(bytes.length / block) * block)
  whole.set(bytes)
  return whole
}
