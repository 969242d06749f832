import type * as z from 'zod/mini'
import { checkedRow } from '#lib/change/classes/checked-row.ts'
import { groupRows } from '#lib/change/classes/classes.ts'
import { commitChange } from '#lib/change/commit/commit.ts'
import { admitCommit, type SealKey } from '#lib/change/consent/admit.ts'
import { CommitLine, PreviewLine } from '#lib/change/event-schema.ts'
import { previewPatch } from '#lib/change/metadata-preview/preview-patch.ts'
import type {
  CommitEvent,
  CommitRequest,
  PreviewEvent,
  PreviewRequest,
  PreviewRow,
} from '#lib/change/model.ts'
import { ChangesResponse } from '#lib/change/record/change-list.ts'
import { ChangeRecord } from '#lib/change/record/change-record.ts'
import { type ChangesAsked, listChanges } from '#lib/change/record/list-changes.ts'
import { readChange } from '#lib/change/record/read-change.ts'
import { openSeal } from '#lib/change/seal/seal.ts'
import type { ConfigHub, Send } from '#lib/confighub/client.ts'
import { createConfigHub } from '#lib/confighub/create.ts'

/** A running hub, and the tokens of its people. */
export type Stage = { readonly url: string; readonly tokenFor: (username: string) => string }

/** The change engine as our server assembles it, used in tests by Alice, with Bob interfering. */
export type Rehearsal = Awaited<ReturnType<typeof rehearse>>

export async function rehearse(stage: Stage) {
  const alice = clientOf(stage, 'alice@trading.com')
  const bob = clientOf(stage, 'bob@trading.com')
  const [key, bobsKey] = await Promise.all([keyOf(alice, stage), keyOf(bob, stage)])
  const [infra] = await alice.spaces({ where: "Slug LIKE '%-infra'" })
  const recordSpaceId = infra?.Space.SpaceID ?? ''
  /** How far the clock of our server is ahead: what is quiet for long enough counts as interrupted. */
  const clock: Clock = { aheadMs: 0 }
  return {
    alice,
    bob,
    /** Alice over a connection that tampers with what she sends; `onward` is the one without it. */
    aliceOver: (tamper: (request: Request, onward: Send) => Promise<Response>) =>
      clientOf(stage, 'alice@trading.com', (request) => tamper(request, fetch)),
    /** The same for Bob. */
    bobOver: (tamper: (request: Request, onward: Send) => Promise<Response>) =>
      clientOf(stage, 'bob@trading.com', (request) => tamper(request, fetch)),
    key,
    bobsKey,
    clock,
    recordSpaceId,
    preview: (request: PreviewRequest) => preview(alice, key, request),
    /** Includes local overrides and gives consent, unless the request says otherwise. */
    commit: async (request: Asked, by = alice) =>
      commit(by, key, clock, {
        ...usual,
        includedUnitIds: await markedUnits(request.seal, key),
        recordSpaceId,
        ...request,
      }),
    admit: (request: CommitRequest) => admitCommit(request, key),
    /** Bob as someone who makes changes himself. */
    previewAsBob: (request: PreviewRequest) => preview(bob, bobsKey, request),
    commitAsBob: async (request: Asked, by = bob) =>
      commit(by, bobsKey, clock, {
        ...usual,
        includedUnitIds: await markedUnits(request.seal, bobsKey),
        recordSpaceId,
        ...request,
      }),
    /** The change as its page receives it. */
    record: async (tagId: string) => overTheWire(ChangeRecord, await readChange(alice, tagId, key)),
    changes: async () => overTheWire(ChangesResponse, await listChanges(alice, key)).changes,
    list: async (asked: ChangesAsked, now?: number) =>
      overTheWire(ChangesResponse, await listChanges(alice, key, asked, now)),
    heads: (where: string) => heads(alice, where),
  }
}

type Clock = { aheadMs: number; stoppedAt?: number }
type Asked = Partial<CommitRequest> & { seal: string }
const usual = { reason: 'Market open', excludedUnitIds: [], consentReason: 'It is meant' }

function overTheWire<T>(schema: z.ZodMiniType<T>, body: T): T {
  return schema.parse(JSON.parse(JSON.stringify(body)))
}

async function keyOf(hub: ConfigHub, stage: Stage): Promise<SealKey> {
  const { UserID, OrganizationID } = await hub.me()
  const secret = 'a-secret-of-at-least-thirty-two-characters'
  return { secret, author: { UserID, OrganizationID, hub: stage.url }, now: new Date() }
}

function clientOf({ url, tokenFor }: Stage, username: string, send: Send = fetch): ConfigHub {
  const headers = { Authorization: `Bearer ${tokenFor(username)}`, 'User-Agent': 'hubdeck/0.1' }
  return createConfigHub({ base: url, send, headers })
}

async function preview(hub: ConfigHub, { secret, author, now }: SealKey, request: PreviewRequest) {
  const events: PreviewEvent[] = []
  await previewPatch(hub, request, { secret, author, minutes: 15, now: () => now }, (event) => {
    events.push(overTheWire(PreviewLine, event))
  })
  const rows = rowsIn(events)
  const done = events.at(-1)
  if (done?.event !== 'done') throw new Error(`no seal: ${JSON.stringify(done)}`)
  return { rows, seal: done.seal, classes: groupRows(rows), first: events[0], events }
}

/** The rows of a preview with all that was found out about them, as the page puts them together. */
export function rowsIn(events: readonly PreviewEvent[]): PreviewRow[] {
  const rows = new Map<string, PreviewRow>()
  for (const event of events) {
    if (event.event === 'row') rows.set(event.row.UnitID, event.row)
    for (const check of event.event === 'checked' ? event.checks : []) {
      const row = rows.get(check.UnitID)
      if (row !== undefined) rows.set(check.UnitID, checkedRow(row, check))
    }
  }
  return [...rows.values()]
}

async function markedUnits(seal: string, key: SealKey): Promise<string[]> {
  const opened = await openSeal(seal, key)
  const units = opened.ok ? opened.contents.units : []
  return units.flatMap(({ UnitID, mark }) => (mark === undefined ? [] : UnitID))
}

async function commit(hub: ConfigHub, key: SealKey, clock: Clock, request: CommitRequest) {
  const admission = await admitCommit(request, key)
  if (!admission.ok) throw new Error(`refused: ${admission.code}`)
  const events: CommitEvent[] = []
  const now = () => new Date((clock.stoppedAt ?? Date.now()) + clock.aheadMs)
  const terms = { secret: key.secret, now, checkMs: 5000 }
  await commitChange(hub, admission.plan, (event) => events.push(overTheWire(CommitLine, event)), terms)
  const start = events.find((event) => event.event === 'start')
  return {
    outcomes: events.flatMap((event) => (event.event === 'outcome' ? event.outcome : [])),
    drift: events.flatMap((event) => (event.event === 'drift' ? event.newMatches : [])),
    last: events.at(-1),
    tagId: start?.event === 'start' ? start.tagId : '',
    /** The units of the waves that began. */
    begun: events.flatMap((event) => (event.event === 'wave' ? event.unitIds : [])),
  }
}

/** Head revision number and document of the selected units, by id. */
async function heads(hub: ConfigHub, where: string) {
  const units = await hub.allUnits({ where })
  const data = await hub.unitDataById(units.map(({ Unit }) => Unit.UnitID))
  const texts = new Map(data.map(({ UnitID, Data }) => [UnitID, Data]))
  return new Map(
    units.map(({ Unit }) => [
      Unit.UnitID,
      { num: Unit.HeadRevisionNum, text: texts.get(Unit.UnitID), unit: Unit },
    ]),
  )
}

export function replicas(value: number): PreviewRequest['patch'] {
  return {
    kind: 'set-fields',
    resourceType: 'apps/v1/Deployment',
    fields: [{ path: 'spec.replicas', value }],
  }
}

export function query(where: string): PreviewRequest['selection'] {
  return { kind: 'query', where }
}

export function statuses(results: readonly { readonly status: string }[]): string[] {
  return [...new Set(results.map(({ status }) => status))]
}
