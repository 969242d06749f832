import * as z from 'zod/mini'
import { parseExactJson } from '#lib/base/exact-json.ts'
import 'server-only'

/** Larger than any request a page of Hubdeck makes: a seal of 10,000 units with its exclusions has 3 MiB. */
const maxBodyBytes = 8 * 1024 * 1024

/**
 * Counts commas and brackets, including those in texts, to limit the number of values: parsing more would block other
 * requests.
 */
const maxParts = 300_000

/** A larger body would only fill the shared memory. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge'

  constructor(most: number, what = 'bytes') {
    super(`A request may have at most ${most.toLocaleString('en')} ${what}. Split it up.`)
  }
}

/** The body as JSON; `undefined` when it is not JSON. */
export async function readJson(request: Request, maxBytes = maxBodyBytes): Promise<unknown> {
  const bytes = await readBody(request, maxBytes)
  if (partsIn(bytes) > maxParts) throw new BodyTooLarge(maxParts, 'values')
  try {
    return parseExactJson(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}

export type CheckedBody<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string }

/** The body if the schema accepts it, otherwise a message about the first problem. */
export async function readChecked<T>(
  request: Request,
  schema: z.core.$ZodType<T>,
  maxBytes = maxBodyBytes,
): Promise<CheckedBody<T>> {
  const checked = z.safeParse(schema, await readJson(request, maxBytes))
  if (checked.success) return { ok: true, value: checked.data }
  const issue = checked.error.issues[0]
  return {
    ok: false,
    message: `${issue?.path.join('.') || 'The request'}: ${issue?.message ?? 'is not valid'}`,
  }
}

function partsIn(bytes: Buffer): number {
  let parts = 0
  for (const byte of bytes) if (byte === comma || byte === bracket || byte === brace) parts += 1
  return parts
}

const comma = 0x2c
const bracket = 0x5b
const brace = 0x7b

/** Stops reading at the limit, whatever length the request declares. */
export async function readBody(request: Request, maxBytes = maxBodyBytes): Promise<Buffer<ArrayBuffer>> {
  const tooLarge = () => new BodyTooLarge(maxBytes)
  if (Number(request.headers.get('Content-Length')) > maxBytes) throw tooLarge()
  return readStream(request.body, maxBytes, tooLarge)
}

export async function readStream(
  stream: ReadableStream<Uint8Array> | null,
  maxBytes: number,
  tooLarge: () => Error,
): Promise<Buffer<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  let size = 0
  const reader = stream?.getReader()
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    size += part.value.byteLength
    if (size > maxBytes) {
      await reader?.cancel()
      throw tooLarge()
    }
    parts.push(part.value)
  }
  return Buffer.concat(parts)
}
