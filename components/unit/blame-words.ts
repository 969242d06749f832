import { exactTime, relativeTime } from '#components/ui/time/relative-time.ts'
import type { BlameBlock } from '#lib/history/blame.ts'
import type { TimelineEntry } from '#lib/history/timeline.ts'

/** A block with the revision that set it, if known. */
export type NamedBlock = { readonly block: BlameBlock; readonly entry: TimelineEntry | undefined }

export function named(block: BlameBlock, entries: ReadonlyMap<number, TimelineEntry>): NamedBlock {
  return { block, entry: block.from === block.to ? entries.get(block.to) : undefined }
}

/** `lines 3–7` */
function linesText({ firstLine, lastLine }: BlameBlock): string {
  return firstLine === lastLine ? `line ${firstLine}` : `lines ${firstLine}–${lastLine}`
}

/** `r12`, or the revisions it may be: `r1–r51`. */
export function originText({ from, to }: BlameBlock): string {
  return from === to ? `r${to}` : `r${from}–r${to}`
}

/** `3 d`, for a column that contains only ages. */
export function ageText(at: string, now: number | undefined): string {
  const time = Date.parse(at)
  return now === undefined || Number.isNaN(time) ? '' : relativeTime(time, now).replace(/ ago$/, '')
}

/** `Alice Chen set line 6 with Hubdeck, 3 d ago (Fri, 20 Nov 2026, 03:04:11 GMT).` */
export function originSentence({ block, entry }: NamedBlock, now: number | undefined): string {
  if (entry === undefined) return unknownSentence(block)
  const { author, at, tool } = entry
  const time = Date.parse(at)
  const exact = Number.isNaN(time) ? undefined : exactTime(time, now === undefined ? 'UTC' : undefined)
  const since = exact === undefined || now === undefined ? exact : `${relativeTime(time, now)} (${exact})`
  return `${author.name} set ${linesText(block)} with ${tool}, ${since ?? 'at an unknown time'}.`
}

function unknownSentence(block: BlameBlock): string {
  const { from, to } = block
  if (from === to) return `Set by r${to}; nothing more is known about it.`
  const which = from + 1 === to ? `r${from} or r${to}` : `one of r${from} to r${to}`
  return `Set by ${which}. It is unknown which: not all of their documents were loaded.`
}

/** What a screen reader says about a block, beginning with the visible text: `r6 Alice Chen, 3 d ago, line 6`. */
export function blockLabel({ block, entry }: NamedBlock, now: number | undefined): string {
  const lines = linesText(block).replace('–', ' to ')
  if (entry === undefined) return `${originText(block)} unknown which, ${lines}`
  const time = Date.parse(entry.at)
  const since = now === undefined || Number.isNaN(time) ? '' : ` ${relativeTime(time, now)},`
  return `${originText(block)} ${entry.author.name},${since} ${lines}`
}

/** The action of a block; none when its revision is unknown. */
export function actionOf({ block, entry }: NamedBlock, hasOlder: boolean): string | undefined {
  if (entry !== undefined) return `Show what r${block.to} changed`
  return hasOlder ? 'Load older revisions' : undefined
}

/** The same action, as a hint. */
export function hintOf(named: NamedBlock, hasOlder: boolean): string | undefined {
  const action = actionOf(named, hasOlder)
  return action && `Click or Enter: ${action.charAt(0).toLowerCase()}${action.slice(1)}`
}
