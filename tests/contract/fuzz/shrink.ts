import type { FuzzRequest } from '#tests/contract/fuzz/requests.ts'

const mostSends = 80

/**
 * The smallest request found that still fails. `fails` sends one; a request that fails only after others
 * stays as it was.
 */
export async function shrink(
  request: FuzzRequest,
  fails: (candidate: FuzzRequest) => Promise<boolean>,
): Promise<{ readonly request: FuzzRequest; readonly repeats: boolean }> {
  if (!(await fails(request))) return { request, repeats: false }
  let smallest = request
  let sends = 0
  for (let found = true; found; ) {
    found = false
    for (const candidate of smaller(smallest)) {
      sends += 1
      if (sends > mostSends) return { request: smallest, repeats: true }
      if (!(await fails(candidate))) continue
      smallest = candidate
      found = true
      break
    }
  }
  return { request: smallest, repeats: true }
}

function* smaller(request: FuzzRequest): Generator<FuzzRequest> {
  const [path = '', query = ''] = split(request.path)
  const parts = query === '' ? [] : query.split('&')
  for (const at of parts.keys()) {
    const rest = parts.filter((_, index) => index !== at)
    // Without its dry run or its selection, it would be a different request.
    if (/^(dry_run|where|limit)=/.test(parts[at] ?? '')) continue
    yield { ...request, path: rest.length === 0 ? path : `${path}?${rest.join('&')}` }
  }
  for (const name of Object.keys(request.headers)) {
    if (name === 'Authorization' || name === 'Content-Type') continue
    const { [name]: _, ...headers } = request.headers
    yield { ...request, headers }
  }
  if (request.body === undefined || request.body.length === 0) return
  for (const body of smallerBodies(request.body)) yield { ...request, body }
}

function split(path: string): [string, string] {
  const at = path.indexOf('?')
  return at < 0 ? [path, ''] : [path.slice(0, at), path.slice(at + 1)]
}

function* smallerBodies(body: Buffer): Generator<Buffer> {
  const json = parsed(body)
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) {
    const entries = Object.entries(json)
    for (const at of entries.keys())
      yield Buffer.from(JSON.stringify(Object.fromEntries(entries.filter((_, index) => index !== at))))
    return
  }
  if (body.length < 64) return
  const half = body.length >> 1
  yield body.subarray(0, half)
  yield body.subarray(half)
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
