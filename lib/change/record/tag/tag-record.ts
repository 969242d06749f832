import type { CommitPlan } from '#lib/change/consent/admit.ts'
import {
  changeKind,
  type FactTexts,
  factNames,
  kindLabel,
  partsOf,
  writeTexts,
} from '#lib/change/record/annotations.ts'
import type { AppliedRules } from '#lib/change/record/kept-rules.ts'
import { unpackUnits } from '#lib/change/record/planned-units.ts'
import { type ProvenRecord, type RecordReader, readClaimed, readProven } from '#lib/change/record/record.ts'
import { newFacts, withPreview } from '#lib/change/record/record-facts.ts'
import { signedStatus, signFacts } from '#lib/change/record/record-signature.ts'
import { mustBeAnew, mustContinue, mustRest, mustResume } from '#lib/change/record/resume.ts'
import { withMoment } from '#lib/change/record/tag/moment.ts'
import {
  createTag,
  isConflict,
  patchUnchanged,
  type TagPlace,
  tagNow,
} from '#lib/change/record/tag/tag-writes.ts'
import { newestOf, writtenElsewhere, writtenUnder } from '#lib/change/record/written-before.ts'
import { headOf, type UnitHead } from '#lib/change/selection/drift.ts'
import { planFor, type WavePlan } from '#lib/change/waves/plan.ts'
import type { WaveState } from '#lib/change/waves/state.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'

/** What a commit reads before it writes anything. */
export type FoundRecord = {
  /** Absent for a record that does not exist yet. */
  readonly resumed?: { readonly tag: TagPlace; readonly texts: FactTexts; readonly outcomes: EarlierOutcomes }
  /** Number of the revision that this change made, by UnitID. */
  readonly written: ReadonlyMap<string, number>
  /** The same of other records of the change: those that this one continues, and those that continue it. */
  readonly continued: ReadonlyMap<string, number>
  /** Heads of the units of the record, by UnitID. */
  readonly heads: ReadonlyMap<string, UnitHead>
  /** Absent when all is written at once. */
  readonly waves?: WavePlan
  /** How far the resumed record has come. */
  readonly state?: WaveState
}

/** The Tag that a commit writes under, and what was written under it before. */
export type OpenRecord = Pick<FoundRecord, 'written'> & {
  readonly tag: TagPlace
  /** The one of the record, which every revision under it names. */
  readonly ticket: string
  readonly plannedIds: readonly string[]
  /** A change of metadata has none. */
  readonly hasRevisions: boolean
  /** What the record kept of earlier commits. */
  readonly outcomes: EarlierOutcomes
}

type EarlierOutcomes = Pick<ProvenRecord['claim'], 'outcomes' | 'outcomesText'>

/** Reads the record to resume, and throws when that is not allowed: nobody writes under another person's name. */
export async function findRecord(
  hub: ConfigHub,
  plan: CommitPlan,
  secret: string,
  now: Date,
): Promise<FoundRecord> {
  const nothing = { written: new Map(), continued: new Map(), heads: new Map() }
  const reader = { secret, author: plan.contents.author }
  if (plan.record.kind === 'new') {
    await checkAnew(hub, plan, plan.record.anew, reader)
    return { ...nothing, ...(plan.waves && { waves: plan.waves }) }
  }
  if (plan.record.kind === 'continue') {
    const record = await readProven(hub, plan.record.continues, reader)
    mustContinue(record, plan, secret)
    mustRest(record, now)
    const elsewhere = await writtenElsewhere(hub, record, reader, { plan, now })
    const rest = plan.waves ?? restOf(record, plan)
    return {
      ...nothing,
      continued: newestOf([writtenUnder(record), elsewhere]),
      ...(rest && { waves: rest }),
    }
  }
  const record = await readProven(hub, plan.record.tagId, reader)
  mustResume(record, plan, secret)
  mustRest(record, now)
  const { holding, claim, tag } = record
  const { waves } = claim.facts
  const heads = new Map([...holding.units].map(([id, { Unit }]) => [id, headOf(Unit)]))
  return {
    ...nothing,
    resumed: { tag: tag.Tag, texts: claim.texts, outcomes: signedOutcomes(claim) },
    written: writtenUnder(record),
    continued: await writtenElsewhere(hub, record, reader, { plan, now }),
    heads,
    ...(waves && { waves }),
    ...(claim.state && { state: claim.state }),
  }
}

async function checkAnew(
  hub: ConfigHub,
  plan: CommitPlan,
  anew: string | undefined,
  reader: RecordReader,
): Promise<void> {
  if (anew !== undefined) mustBeAnew(await readClaimed(hub, anew, reader), plan)
}

/** One that continues another change takes over the rest of its waves. */
function restOf({ claim }: ProvenRecord, { units }: CommitPlan): WavePlan | undefined {
  const { waves } = claim.facts
  return (
    waves &&
    planFor(
      waves,
      units.map(({ UnitID }) => UnitID),
    )
  )
}

type Opening = {
  readonly secret: string
  readonly now: Date
  /** Of its waves; undefined when all is written at once. */
  readonly state: WaveState | undefined
  readonly rules: AppliedRules
}

/** Creates the record of a new change, or marks an existing one as resumed. Signed before anything is written. */
export async function openRecord(
  hub: ConfigHub,
  plan: CommitPlan,
  { resumed, written, waves }: FoundRecord,
  { secret, now, state, rules }: Opening,
): Promise<OpenRecord> {
  if (resumed !== undefined) {
    const texts = await withPreview(resumed.texts, plan, written, rules, secret)
    const tag = await sign(hub, resumed.tag, texts, secret, state).catch(takenUp)
    return openedOf(tag, texts, written, resumed.outcomes)
  }
  const { record } = plan
  if (record.kind === 'resume') throw new Error('The record of the resumed change was not read.')
  const tag = await createTag(hub, record.spaceId, slugOf(now))
  const texts = await newFacts({ ...plan, ...(waves && { waves }) }, tag, secret, now, rules)
  return openedOf(await signNew(hub, tag, texts, secret, state), texts, written, {
    outcomes: new Map(),
    outcomesText: '',
  })
}

function openedOf(
  tag: TagPlace,
  texts: FactTexts,
  written: FoundRecord['written'],
  outcomes: EarlierOutcomes,
): OpenRecord {
  const plannedIds = unpackUnits(texts.units).map(({ UnitID }) => UnitID)
  const hasRevisions = texts.metadata === ''
  return { tag, written, ticket: texts.ticket, plannedIds, hasRevisions, outcomes }
}

/** The record of a proposal: nothing is written under it yet. */
export async function createProposal(
  hub: ConfigHub,
  plan: CommitPlan,
  spaceId: string,
  { secret, now }: { secret: string; now: Date },
): Promise<TagPlace> {
  if (plan.record.kind === 'new')
    await checkAnew(hub, plan, plan.record.anew, { secret, author: plan.contents.author })
  const tag = await createTag(hub, spaceId, slugOf(now))
  return signNew(hub, tag, await newFacts(plan, tag, secret, now), secret, undefined)
}

/** What someone else wrote there is forgotten with the next commit. */
export function signedOutcomes({
  outcomes,
  outcomesText,
  outcomesSignature,
}: ProvenRecord['claim']): EarlierOutcomes {
  return { outcomes: outcomesSignature === 'signed' ? outcomes : new Map(), outcomesText }
}

/** The signature turns a Tag into a record. It covers the id, which only the hub can assign. */
async function sign(
  hub: ConfigHub,
  tag: TagPlace,
  texts: FactTexts,
  secret: string,
  state: WaveState | undefined,
): Promise<TagPlace> {
  // Earlier counts do not apply to what is written from now on, and what is left of a longer fact would be read as the end
  // of the shorter one.
  const before = partsOf(tag.Annotations, [...factNames, 'signature', 'counts', 'counts-signature'])
  const cleared = Object.fromEntries(before.map((key) => [key, null]))
  const signature = writeTexts({ signature: signFacts(texts, secret) })
  const running = state && signedStatus('state', JSON.stringify(state), tag.TagID, secret)
  const Annotations = withMoment(tag, { ...cleared, ...writeTexts(texts), ...signature, ...running }, secret)
  return patchUnchanged(hub, tag, { Labels: { [kindLabel]: changeKind }, Annotations })
}

/** Nobody can have taken up what is no record yet: whoever changed the Tag has put a label on it, say. */
async function signNew(...[hub, tag, texts, secret, state]: Parameters<typeof sign>): Promise<TagPlace> {
  return sign(hub, tag, texts, secret, state).catch(async (error: unknown) => {
    const now = isConflict(error) ? await tagNow(hub, tag.TagID) : undefined
    if (now === undefined) throw error
    return sign(hub, now, texts, secret, state)
  })
}

function takenUp(error: unknown): never {
  if (!isConflict(error)) throw error
  const message =
    'Someone took up this change at the same moment, in another window perhaps, or changed its Tag, so nothing is written from here. Look at it again before you go on with it.'
  throw new ConfigHubError({ ...error, status: 409, operation: 'commit', message })
}

/** `change-20261123-062045-9f3a1c`: sorts by time and collides with nothing. */
function slugOf(now: Date): string {
  const [date = '', time = ''] = now.toISOString().split('T')
  const random = Array.from(crypto.getRandomValues(new Uint8Array(3)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  )
  return `change-${date.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}-${random.join('')}`
}
