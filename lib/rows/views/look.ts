import * as z from 'zod/mini'

const ids = z._default(z.array(z.string()), [])
const text = z._default(z.string(), '')

/** How the explorer shows rows, as its address says it: everything but the query. What is absent is as usual. */
export const Look = z.object({
  cols: ids,
  pin: ids,
  widths: ids,
  group: ids,
  sort: text,
  compare: z._default(z.string(), 'none'),
  only: z._default(z.enum(['all', 'differing']), 'all'),
  view: z._default(z.enum(['grid', 'matrix']), 'grid'),
  value: text,
  down: text,
  across: text,
  density: z._default(z.enum(['normal', 'compact', 'relaxed']), 'normal'),
})
export type Look = z.infer<typeof Look>

/** Annotations take 1,024 characters (contract 10), and many columns need more. */
const pieceLength = 1000
const mostPieces = 8
const keyOf = (piece: number) => `hubdeck.dev/look-${piece}`
const keys = Array.from({ length: mostPieces }, (_, index) => keyOf(index + 1))

const usual = new Map(Object.entries(Look.parse({})).map(([name, value]) => [name, JSON.stringify(value)]))

/** Whether it fits into the annotations of one View. */
export function isKeepable(look: Look): boolean {
  return printed(look).length <= pieceLength * mostPieces
}

/** The annotations that keep a look. */
export function lookAnnotations(look: Look): Record<string, string> {
  const whole = printed(look)
  const pieces = keys.map((key, index): [string, string] => [
    key,
    whole.slice(index * pieceLength, (index + 1) * pieceLength),
  ])
  return Object.fromEntries(pieces.filter(([, piece]) => piece !== ''))
}

/** Takes away all of them, for a shorter look would leave the end of a longer one. */
export const noLookAnnotations: Readonly<Record<string, null>> = Object.fromEntries(
  keys.map((key) => [key, null]),
)

/** Nothing for a View that was made elsewhere; `unreadable` when the annotations are not whole. */
export function lookFrom(annotations: Readonly<Record<string, string>>): Look | 'unreadable' | undefined {
  const whole = keys.map((key) => annotations[key] ?? '').join('')
  if (whole === '') return undefined
  const read = Look.safeParse(parsed(whole))
  return read.success ? read.data : 'unreadable'
}

/** In ASCII, so that it may be cut anywhere. */
function printed(look: Look): string {
  const unusual = Object.entries(look).filter(([name, value]) => JSON.stringify(value) !== usual.get(name))
  return JSON.stringify(Object.fromEntries(unusual)).replaceAll(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function parsed(whole: string): unknown {
  try {
    return JSON.parse(whole)
  } catch {
    return undefined
  }
}
