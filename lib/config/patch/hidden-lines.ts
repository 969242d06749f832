import { ok } from '#lib/base/result.ts'
import { commonRuns } from '#lib/config/compare/common-runs.ts'
import { comparableLine, linesOf, type TextLine } from '#lib/config/document/lines.ts'
import { type DocumentResult, fail } from '#lib/config/document/result.ts'
import { type MaskOptions, maskConfig } from '#lib/config/mask/mask.ts'
import { mask } from '#lib/config/mask/spans.ts'

/**
 * What a person made of a document that was shown to them masked: lines they left are those of the document, byte for
 * byte, secrets and line ends included; lines they wrote are as written. A mask in a line they wrote is refused with
 * its line, for nobody can tell what it should stand for (decision 0039).
 */
export function withHiddenLines(
  document: string,
  typed: string,
  options: MaskOptions = {},
): DocumentResult<string> {
  const masked = maskConfig(document, options).text
  const [real, shown, wanted] = [linesOf(document), linesOf(masked), linesOf(typed)]
  if (real.length !== shown.length)
    return fail(
      'The secrets of this document cannot be told from its lines, so it cannot be edited as a whole',
    )
  const kept = keptLines(shown, wanted)
  const secrets = ambiguousMasks(real, shown)
  const [first, last] = certainEnds(shown, wanted)
  let text = ''
  for (const [at, line] of wanted.entries()) {
    const from = kept.get(at)
    if (from === undefined) {
      if (line.text.includes(mask)) return fail(writtenMask, { line: at + 1, column: columnOf(line) })
      text += line.text + line.end
      continue
    }
    const isBetween = at >= first && at < wanted.length - last
    if (isBetween && secrets.has(line.text))
      return fail(ambiguousMask, { line: at + 1, column: columnOf(line) })
    const original = real[from] ?? line
    // A last line has no end, and gets one when something follows it now.
    text += original.text + (line.end === '' ? '' : original.end || line.end)
  }
  return ok(text)
}

const writtenMask =
  `This line was changed and contains ${mask}, which stands for a masked secret. Writing it would replace the secret. ` +
  'Leave the line as it was, or type the value itself.'

const ambiguousMask =
  'Several secrets look like this line, and the lines around it changed, so it is not known which of them is meant. ' +
  'Type the value itself, or leave the lines between those that look alike.'

function columnOf({ text }: TextLine): number {
  return text.indexOf(mask) + 1
}

/** The line of the document that each wanted line is. */
function keptLines(shown: readonly TextLine[], wanted: readonly TextLine[]): ReadonlyMap<number, number> {
  const [first, last] = untouchedEnds(shown, wanted)
  const kept = new Map<number, number>()
  for (let at = 0; at < first; at += 1) kept.set(at, at)
  for (let at = 1; at <= last; at += 1) kept.set(wanted.length - at, shown.length - at)
  const between = (lines: readonly TextLine[]) => lines.slice(first, lines.length - last).map(comparableLine)
  for (const { from, to } of commonRuns(between(shown), between(wanted)) ?? [])
    kept.set(first + to, first + from)
  return kept
}

/** How many lines are the same at the head and at the end. */
function untouchedEnds(a: readonly TextLine[], b: readonly TextLine[]): readonly [number, number] {
  const most = Math.min(a.length, b.length)
  const isSame = (one: TextLine | undefined, other: TextLine | undefined) =>
    one !== undefined && other !== undefined && comparableLine(one) === comparableLine(other)
  let first = 0
  while (first < most && isSame(a[first], b[first])) first += 1
  let last = 0
  while (last < most - first && isSame(a.at(-1 - last), b.at(-1 - last))) last += 1
  return [first, last]
}

/**
 * Of the lines that are the same at both ends, those that cannot be what was removed between them: of three lines that
 * look alike, any may be the one that is gone.
 */
function certainEnds(a: readonly TextLine[], b: readonly TextLine[]): readonly [number, number] {
  const [first, last] = untouchedEnds(a, b)
  if (b.length >= a.length) return [first, last]
  const gone = new Set(a.slice(first, a.length - last).map(comparableLine))
  const mayBeGone = (line: TextLine | undefined) => line !== undefined && gone.has(comparableLine(line))
  let [head, tail] = [first, last]
  while (head > 0 && mayBeGone(a[head - 1])) head -= 1
  while (tail > 0 && mayBeGone(a.at(-tail))) tail -= 1
  return [head, tail]
}

/** Masked lines that stand for different secrets and look the same: tags are short, and not every mask has one. */
function ambiguousMasks(real: readonly TextLine[], shown: readonly TextLine[]): ReadonlySet<string> {
  const meanings = new Map<string, string>()
  const ambiguous = new Set<string>()
  for (const [at, { text }] of shown.entries()) {
    if (!text.includes(mask)) continue
    const secret = real[at]?.text ?? ''
    if ((meanings.get(text) ?? secret) !== secret) ambiguous.add(text)
    meanings.set(text, secret)
  }
  return ambiguous
}
