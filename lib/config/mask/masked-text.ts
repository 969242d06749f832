import type { LoadedStream } from '#lib/config/document/document.ts'
import { type Splice, splice } from '#lib/config/document/lines.ts'
import { type Analysis, holdsSecret, type MarkedResource } from '#lib/config/mask/analysis.ts'
import { commentSpans } from '#lib/config/mask/comments.ts'
import { formatSpans } from '#lib/config/mask/format-spans.ts'
import { markedScalars, scalarSplices } from '#lib/config/mask/nodes.ts'
import { type SecretMatcher, secretMatcher } from '#lib/config/mask/secret-matcher.ts'
import { type Fingerprint, maskOf, type Span, tidySpans } from '#lib/config/mask/spans.ts'
import { followText, withKnown } from '#lib/config/mask/taint.ts'
import { textSpans } from '#lib/config/mask/text-spans.ts'

/** The displayed form of a text, and how many places in it are masked. */
export type MaskedText = { readonly text: string; readonly masked: number }

export function maskedText(
  analysis: Analysis,
  secrets: ReadonlySet<string>,
  fingerprint?: Fingerprint,
): MaskedText {
  const { text } = analysis
  const matcher = secretMatcher(secrets)
  const own = analysis.kind === 'read' ? readSplices(analysis, matcher, fingerprint) : []
  const spans = analysis.kind === 'read' ? aroundSpans(analysis, matcher) : unreadableSpans(text, secrets)
  const others = spans.map(({ start, end }) => ({
    start,
    end,
    text: maskOf(text.slice(start, end), fingerprint),
  }))
  const splices = apart(text, [...own, ...others], fingerprint)
  return { text: splice(text, splices), masked: splices.length }
}

type Read = Extract<Analysis, { kind: 'read' }>

function readSplices(
  { text, resources }: Read,
  matcher: SecretMatcher,
  fingerprint: Fingerprint | undefined,
): Splice[] {
  return resources.flatMap((each) =>
    knownScalars(each, matcher).flatMap((scalar) => scalarSplices(text, scalar, fingerprint)),
  )
}

/** Scalars with secrets of their own, and those in which a secret of elsewhere stands again. */
export function knownScalars({ resource, marks }: MarkedResource, matcher: SecretMatcher) {
  const all = withKnown(resource.value, marks, matcher)
  return all === undefined ? [] : markedScalars(resource, all)
}

/** Secrets in comments, and again in keys and names, where no value is looked at. */
function aroundSpans({ text, stream, resources }: Read, matcher: SecretMatcher): Span[] {
  return tidySpans(text, [
    ...commentSpans(stream, secretRanges(stream, resources)),
    ...matcher(text).filter(isOneWord(text)),
  ])
}

/** A span that includes YAML syntax is not a value. */
function isOneWord(text: string): (span: Span) => boolean {
  return ({ start, end }) => !/[\s"'{}[\],]/.test(text.slice(start, end))
}

/** Whether an offset is in a document that holds a Secret, its comments above included. */
function secretRanges(
  { text }: LoadedStream,
  resources: readonly MarkedResource[],
): (offset: number) => boolean {
  const starts = [0, ...[...text.matchAll(/^---/gm)].map(({ index }) => index)]
  const documentOf = (offset: number) => lastAtMost(starts, offset)
  const secret = new Set(
    resources.flatMap(({ resource, isSecret }) =>
      isSecret || holdsSecret(resource.value) ? documentOf(resource.document.contents?.range[0] ?? 0) : [],
    ),
  )
  return (offset) => secret.has(documentOf(offset))
}

function lastAtMost(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}

/** Secrets of a text that is not YAML: by its lines, and by the names of its format. */
export function plainSpans(text: string): Span[] {
  const spans = textSpans(text)
  return tidySpans(text, [...spans, ...formatSpans(text, spans)])
}

/** Documents of a stream that can be read are read one by one; the others are masked by their lines. */
function unreadableSpans(text: string, known: ReadonlySet<string>): Span[] {
  const spans = plainSpans(text)
  const secrets = new Set(known)
  for (const { start, end } of spans) followText(text.slice(start, end), secrets)
  return tidySpans(text, [...spans, ...secretMatcher(secrets)(text)])
}

/** Splices without overlaps: one inside of another gives way, two that cross become one. */
function apart(text: string, splices: readonly Splice[], fingerprint: Fingerprint | undefined): Splice[] {
  const result: Splice[] = []
  for (const each of splices.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = result.at(-1)
    if (last === undefined || each.start >= last.end) result.push(each)
    else if (each.end > last.end) {
      const [start, end] = [last.start, each.end]
      result[result.length - 1] = { start, end, text: maskOf(text.slice(start, end), fingerprint) }
    }
  }
  return result
}
