import type { Random } from '#lib/config/testing/random.ts'
import { operations } from '#tests/contract/facts.ts'
import { properBody } from '#tests/contract/fuzz/bodies.ts'
import { documentBody } from '#tests/contract/fuzz/documents.ts'
import { mutateJson, mutateText } from '#tests/contract/fuzz/mutations.ts'
import { pathOf } from '#tests/contract/fuzz/paths.ts'
import { queryOf, queryText } from '#tests/contract/fuzz/queries.ts'
import type { World } from '#tests/contract/fuzz/world.ts'

export type FuzzRequest = {
  /** The operation it was made from. */
  readonly operation: string
  readonly method: string
  /** Path and query as they are sent: percent-encoded, perhaps wrongly. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | undefined
}

/** Names of operations that the hub does not serve; requested now and then. */
const refused =
  /attribute|change_order|change_workflow|component|document|group|key|oauth_client|review_comment|service_account|session|upload|mote$/
const weights: readonly (readonly [RegExp, number])[] = [
  [/^PUT .*\/data|\/invoke$/, 24],
  [/^PATCH .*\/unit/, 16],
  [/\/unit|\/revision|\/data|_space/, 8],
]
/** Everyday operations are more frequent than those that do not exist. */
const often = Object.keys(operations).flatMap((operation) => {
  if (refused.test(operation)) return [operation]
  const weight = weights.find(([pattern]) => pattern.test(operation))?.[1] ?? 4
  return Array.from({ length: weight }, () => operation)
})
/** Operations without a dry run, and publishing, whose dry run is in the body (contract 3). */
const cannotRehearse = /^DELETE |\/release|\/attest|\/unit\/(tag|cancel)$|\/(conflicts|guard|protection)$/

/** One of the contract's operations, each part of it valid or invalid. */
export function nextRequest(random: Random, world: World, tokens: readonly string[]): FuzzRequest {
  const operation = random.pick(often)
  const [chosen = 'GET', template = '/'] = operation.split(' ')
  const reads = chosen === 'GET' || template === '/diff'
  const rehearses = !reads && !cannotRehearse.test(operation) && random.chance(0.15)
  const bulk = !reads && !template.startsWith('/space/') && template !== '/space'
  const kind = reads ? 'read' : bulk ? 'bulk' : 'write'
  const query = queryOf(random, world, kind).filter(([name]) => !rehearses || name !== 'dry_run')
  // A dry run may be about anything, including the fleet, because it stores nothing.
  if (rehearses) query.unshift(['dry_run', 'true'])
  const selected = query.map(([name = '', value = '']) => [name, rehearses && name === 'where' ? '' : value])
  const path = pathOf(random, world, template, reads || rehearses) + queryText(random, selected)
  // A path in the fleet must not become a write through another method.
  const others = ['HEAD', 'OPTIONS', 'QUERY', ...(reads ? [] : ['PUT', 'PATCH', 'POST', 'DELETE'])]
  const method = random.chance(0.985) ? chosen : random.pick(others)
  const body = chosen === 'GET' || chosen === 'DELETE' ? undefined : bodyOf(random, world, chosen, template)
  return { operation, method, path, headers: headersOf(random, tokens, template, body !== undefined), body }
}

function bodyOf(random: Random, world: World, method: string, template: string): Buffer {
  if (template.endsWith('/data')) {
    const text = documentBody(random)
    return random.chance(0.1) ? mutateText(random, text) : Buffer.from(text)
  }
  let body = properBody(random, world, method, template)
  for (let wrong = random.below(5) - 2; wrong > 0; wrong -= 1) body = mutateJson(random, body)
  const text = JSON.stringify(body) ?? ''
  return random.chance(0.06) ? mutateText(random, text) : Buffer.from(text)
}

function headersOf(
  random: Random,
  tokens: readonly string[],
  template: string,
  hasBody: boolean,
): Record<string, string> {
  const token = random.chance(0.97) ? (tokens[0] ?? '') : random.pick([...tokens, 'x', '', 'x'.repeat(9000)])
  const type = template.endsWith('/data') ? 'application/octet-stream' : 'application/json'
  const sometimes = (name: string, values: readonly string[]) =>
    random.chance(0.04) ? { [name]: random.pick(values) } : {}
  return {
    ...(random.chance(0.99) ? { Authorization: `Bearer ${token}` } : {}),
    ...(hasBody ? { 'Content-Type': type } : {}),
    ...(random.chance(0.5)
      ? {}
      : sometimes('Authorization', ['', 'Bearer', 'Basic YTpi', 'bearer x', `Bearer ${'é'.repeat(20)}`])),
    ...sometimes('Content-Type', [
      'text/html',
      'x',
      'multipart/form-data',
      'application/json; charset=utf-16',
      '',
    ]),
    ...sometimes('If-Match', ['*', '"x"', 'x', '"a", "b"', 'W/"a"', '""', `"${'a'.repeat(64)}"`]),
    ...sometimes('If-None-Match', ['*', '"x"', '', 'W/"a"', '"a",'.repeat(500)]),
    ...sometimes('X-Request-Id', ['abc', 'a b', 'x'.repeat(128), 'x'.repeat(4000), 'x'.repeat(60_000), '{}']),
    ...sometimes('Accept', ['text/html', '*/*;q=0', 'x']),
    ...sometimes('Accept-Encoding', ['gzip', 'br;q=1, *;q=0', 'x']),
    ...sometimes('Content-Encoding', ['gzip', 'x']),
    ...sometimes('User-Agent', ['', 'é', 'x'.repeat(5000)]),
    ...sometimes('Expect', ['100-continue']),
    ...sometimes('Host', ['', 'a b', 'a/b', '[::1', 'x'.repeat(300), 'hub.example:99999']),
    ...sometimes('X-Forwarded-Host', ['evil.example']),
  }
}

/** The request as a command that repeats it; bytes that a shell cannot hold are written as base64. */
export function asCurl(base: string, { method, path, headers, body }: FuzzRequest): string {
  const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`
  const parts = Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`)
  const text = body?.toString('utf8') ?? ''
  const isPlain = /^[\x20-\x7e\n]*$/.test(text)
  const data = body === undefined ? '' : isPlain ? `--data-binary ${quoted(text)} ` : '--data-binary @- '
  const pipe = body === undefined || isPlain ? '' : `echo ${body.toString('base64')} | base64 -d | `
  return `${pipe}curl -i --path-as-is -X ${method} ${parts.join(' ')} ${data}${quoted(base + path)}`
}
