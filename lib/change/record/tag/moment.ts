import { createHash, randomBytes } from 'node:crypto'
import * as z from 'zod/mini'
import { type Annotations, ownNames, parseJson, readText } from '#lib/change/record/annotations.ts'
import { isNumbered, readStatus, signedStatus } from '#lib/change/record/record-signature.ts'
import type { TagPatch, TagPlace } from '#lib/change/record/tag/tag-writes.ts'

/** One writing of a record by Hubdeck. ConfigHub keeps no history of a Tag, so the record numbers its own. */
type Moment = {
  /** Counted from 1. */
  readonly number: number
  /** `Version` of the Tag that it was written over; null where the hub did not say. */
  readonly version: number | null
  /** How often the Tag had been changed since the first one without a moment that tells of it. */
  readonly unknown: number
}

export type MomentReading =
  /** The record is from before moments were signed. */
  | { readonly kind: 'none' }
  | { readonly kind: 'altered' }
  /** Signed, but of other parts than those beside it. */
  | { readonly kind: 'mixed' }
  | { readonly kind: 'signed'; readonly moment: Moment }

const count = z.int().check(z.nonnegative())
/**
 * The fourth is a hash of the signatures and statuses that stand beside it, the last one is random: two windows that
 * write the same over the same Version are told apart.
 */
const Kept = z.tuple([count, z.nullable(z.int()), count, z.string(), z.string()])

export function readMoment(
  annotations: Annotations | undefined,
  record: string,
  secret: string,
): MomentReading {
  const { text, signature } = readStatus('moment', annotations, record, secret)
  if (signature === 'absent')
    return { kind: isNumbered(readText(annotations, 'signature')) ? 'altered' : 'none' }
  const kept = signature === 'signed' ? Kept.safeParse(parseJson(text)).data : undefined
  if (kept === undefined) return { kind: 'altered' }
  const [number, version, unknown, hash] = kept
  return hash === hashOf(annotations)
    ? { kind: 'signed', moment: { number, version, unknown } }
    : { kind: 'mixed' }
}

/** Changes of the Tag that its record does not know of; undefined where the hub counts none. */
export function unknownChanges({ version, unknown }: Moment, now: number | undefined): number | undefined {
  if (version === null || now === undefined) return undefined
  return unknown + Math.max(0, now - version - 1)
}

/** Annotations to write, with the moment that they make of the Tag as it was read. */
export function withMoment(tag: TagPlace, changes: Changes, secret: string): Changes {
  const before = readMoment(tag.Annotations, tag.TagID, secret)
  // A record from before moments has been written at least once.
  const number = readText(tag.Annotations, 'signature') === '' ? 0 : 1
  const earlier = before.kind === 'signed' ? before.moment : { number, version: null, unknown: 0 }
  const unknown = unknownChanges(earlier, tag.Version) ?? earlier.unknown
  const hash = hashOf(applied(tag.Annotations, changes))
  const own = randomBytes(6).toString('base64url')
  const kept = [earlier.number + 1, tag.Version ?? null, unknown, hash, own]
  return { ...changes, ...signedStatus('moment', JSON.stringify(kept), tag.TagID, secret) }
}

type Changes = NonNullable<TagPatch['Annotations']>

/** Hubdeck wrote the record after the moment that another reading of it has. */
export function isLater(now: TagPlace, than: TagPlace, secret: string): boolean {
  const [a, b] = [now, than].map(({ TagID, Annotations }) => readMoment(Annotations, TagID, secret))
  return a?.kind === 'signed' && b?.kind === 'signed' && a.moment.number > b.moment.number
}

/** What makes the record of a Tag again what it was, whatever others wrote into it. */
export function restoring(now: TagPlace, { Annotations = {} }: TagPlace): Changes {
  const added = ownNames(now.Annotations).filter((name) => Annotations[name] === undefined)
  const own = ownNames(Annotations).filter((name) => Annotations[name] !== now.Annotations?.[name])
  return {
    ...Object.fromEntries(added.map((name) => [name, null])),
    ...Object.fromEntries(own.map((name) => [name, Annotations[name] ?? null])),
  }
}

export function applied(annotations: Annotations | undefined, changes: Changes): Annotations {
  const all = Object.entries({ ...annotations, ...changes })
  return Object.fromEntries(all.flatMap(([name, value]) => (value === null ? [] : [[name, value]])))
}

const parts = ['signature', 'counts', 'state', 'outcomes'] as const

// The signature of the facts has a code of each, and those of the others cover their texts.
function hashOf(annotations: Annotations | undefined): string {
  const texts = parts.map((name) => readText(annotations, name))
  return createHash('sha256').update(JSON.stringify(texts)).digest('base64url')
}
