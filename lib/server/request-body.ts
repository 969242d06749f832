import 'server-only'

/** Larger than any request a page of Hubdeck makes: a seal of 10,000 units and what is excluded from it are 3 MiB. */
const maxBodyBytes = 8 * 1024 * 1024

/** More would only fill the memory that everybody shares. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge'

  constructor(maxBytes: number) {
    super(`A request may have at most ${maxBytes.toLocaleString('en')} bytes. Do it in parts.`)
  }
}

/** The body as JSON; `undefined` when it is none. */
export async function readJson(request: Request, maxBytes = maxBodyBytes): Promise<unknown> {
  const bytes = await readBody(request, maxBytes)
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}

/** Stops reading at the limit, whatever length the request says it has. */
export async function readBody(request: Request, maxBytes = maxBodyBytes): Promise<Buffer<ArrayBuffer>> {
  if (Number(request.headers.get('Content-Length')) > maxBytes) throw new BodyTooLarge(maxBytes)
  const parts: Uint8Array[] = []
  let size = 0
  const reader = request.body?.getReader()
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    size += part.value.byteLength
    if (size > maxBytes) {
      await reader?.cancel()
      throw new BodyTooLarge(maxBytes)
    }
    parts.push(part.value)
  }
  return Buffer.concat(parts)
}
