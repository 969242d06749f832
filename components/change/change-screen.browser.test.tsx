import { afterEach, expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import { ChangeScreen } from '#components/change/change-screen.tsx'
import { NewChangeScreen } from '#components/change/new-change-screen.tsx'
import { perform } from '#components/testing/stage.tsx'
import type { ProposalNews } from '#lib/change/proposal/proposal-news.ts'
import type { ProposalView } from '#lib/change/proposal/proposal-view.ts'
import type { ChangedUnit, ChangeRecord } from '#lib/change/record/change-record.ts'

// What others did to a change is answered here: doing it would change the fleet, which other tests use.
const send = window.fetch
afterEach(() => {
  vi.useRealTimers()
  window.fetch = send
})

const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const tagId = idOf(1)
const at = '2026-11-30T08:00:00.000Z'

function unit(number: number, more: Partial<ChangedUnit> = {}): ChangedUnit {
  const SpaceSlug = `moss-cub-traderx-prod-${number}`
  const unit = { SpaceID: idOf(90), SpaceSlug, Slug: 'trade-service', HeadRevisionNum: 3, DataHash: '' }
  return { UnitID: idOf(10 + number), unit, state: 'not-written', previewed: 3, wave: number, ...more }
}

function record(units: ChangedUnit[], more: Partial<ChangeRecord> = {}): ChangeRecord {
  return {
    TagID: tagId,
    SpaceID: idOf(90),
    SpaceSlug: 'infra',
    Slug: 'change-1',
    CreatedAt: at,
    reason: 'Raise replicas for the opening',
    ticket: '',
    author: idOf(80),
    selection: 'query',
    where: "Slug = 'trade-service'",
    whereData: '',
    resourceType: '',
    sealHash: 'a',
    planned: units.length,
    undoes: '',
    continues: '',
    proposed: '',
    proof: { signature: 'ours', hasReadRevisions: true, differences: [], more: 0, unread: 0 },
    patch: {
      kind: 'set-fields',
      resourceType: 'apps/v1/Deployment',
      fields: [{ path: 'spec.replicas', value: 4 }],
    },
    isPatchMasked: false,
    units,
    heldBack: [],
    moreUnchanged: 0,
    written: units.filter(({ state }) => state === 'written').length,
    notWritten: units.filter(({ state }) => state === 'not-written').length,
    undoneBy: [],
    continuedBy: [],
    ...more,
  }
}

/** Each path is answered with what stands in `answers`; everything else by the stage. */
function answering(answers: Record<string, object>): Record<string, object> {
  window.fetch = async (input, init) => {
    const { pathname } = new URL(String(input), window.location.href)
    const answer = answers[pathname]
    if (answer instanceof Response) return answer.clone()
    return answer === undefined ? send(input, init) : Response.json(answer)
  }
  return answers
}

it('a held change follows what another person writes of it, and the focus stays on the page', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] })
  const waves = [1, 2].map((number) => ({ name: `Wave ${number}`, hold: number === 1, units: 1 }))
  const held = { waves, waveState: { state: 'held' as const, after: 1, at }, counts: { written: 1 } }
  const written = unit(1, { state: 'written', revision: { RevisionNum: 4 } })
  const address = `/api/changes/${tagId}`
  const answers = answering({ [address]: record([written, unit(2)], held) })
  await perform(<ChangeScreen tagId={tagId} />, `/changes/${tagId}`)
  const next = page.getByRole('link', { name: /^Preview wave 2/ })
  await expect.element(next).toBeVisible()
  next.element().focus()

  answers[address] = record([written, unit(2, { state: 'elsewhere' })], held)
  await vi.advanceTimersByTimeAsync(15_000)

  await expect.element(page.getByText('All 2 units written: 1 here, 1 under another record.')).toBeVisible()
  await expect.element(next).not.toBeInTheDocument()
  await expect.element(page.getByRole('button', { name: 'End here…' })).not.toBeInTheDocument()
  expect(document.activeElement?.closest('article')).not.toBeNull()
})

it('a record whose Tag was changed without it says how often, and that it may be an earlier one', async () => {
  const written = unit(1, { state: 'written', revision: { RevisionNum: 4 } })
  const whole = record([written], { counts: { written: 1 } })
  const proof = { ...whole.proof, unknownChanges: 2 }
  answering({ [`/api/changes/${tagId}`]: { ...whole, proof } })
  await perform(<ChangeScreen tagId={tagId} />, `/changes/${tagId}`)

  const note = page.getByRole('region', { name: 'Proof of this record' })
  await expect.element(note).toMatchTextContent(/Proven by what ConfigHub holds/)
  await expect
    .element(note)
    .toMatchTextContent(/changed 2 times in ways that this record does not tell.*an earlier state/)
})

const view: ProposalView = {
  proposalHash: 'a',
  needed: [{ condition: "Space.Slug LIKE '%-prod-%'", count: 1, units: 2 }],
  open: 2,
  missing: 2,
  unseen: 0,
  approvals: [],
  mine: 'own',
}
const news: ProposalNews = {
  matches: {
    kind: 'known',
    gained: [{ UnitID: idOf(30), SpaceSlug: 'moss-cub-traderx-prod-jp-tyo', Slug: 'trade-service' }],
    moreGained: 0,
    lost: [{ UnitID: idOf(12), SpaceSlug: 'moss-cub-traderx-prod-2', Slug: 'trade-service' }],
  },
  overlaps: [
    {
      TagID: idOf(2),
      SpaceID: idOf(90),
      reason: 'Lower replicas',
      author: idOf(81),
      units: 2,
      paths: ['spec.replicas'],
    },
    { TagID: idOf(3), SpaceID: idOf(90), reason: 'Name owners', author: idOf(81), units: 1 },
  ],
  hasMoreProposals: true,
}

it('a proposal says who may approve it, what its query gained and lost, and which proposals overlap', async () => {
  answering({
    [`/api/changes/${tagId}`]: record([unit(1), unit(2)], { proposed: at }),
    [`/api/proposals/${tagId}`]: view,
    [`/api/proposals/${tagId}/news`]: news,
  })
  const stage = await perform(<ChangeScreen tagId={tagId} />, `/changes/${tagId}`)
  const since = page.getByRole('region', { name: 'Since it was proposed' })

  await expect.element(page.getByText(/2 units not approved yet\. Whoever else may edit/)).toBeVisible()
  await expect.element(since).toMatchTextContent(/1 unit matches its query now.*prod-jp-tyo\/trade-service/)
  await expect.element(since).toMatchTextContent(/1 unit of it no longer matches its query/)
  const overlaps = since.getByRole('listitem')
  await expect.element(overlaps.first()).toMatchTextContent(/Lower replicas by .*: 2 units, spec\.replicas/)
  await expect.element(overlaps.nth(1)).toMatchTextContent(/which paths is not known/)
  await expect.element(since).toMatchTextContent(/more open proposals than were compared/)
  await since.getByRole('button', { name: 'Preview it alone' }).click()
  expect(stage.visited.at(-1)).toMatch(new RegExp(`^/changes/new\\?.*use=${tagId}`))
})

const other = record([unit(1)], { TagID: idOf(5), reason: 'Again' })

it.each([
  ['a proposal leads to the change that takes up', { proposed: at, anewBy: [other] }, 'Taken up anew in'],
  [
    'a change leads to the proposal of which it takes up',
    { anew: idOf(5) },
    'Takes up anew what others changed of',
  ],
])('%s what others changed', async (_, more, name) => {
  answering({
    [`/api/changes/${tagId}`]: record([unit(1)], more),
    [`/api/changes/${idOf(5)}`]: other,
    [`/api/proposals/${tagId}`]: view,
    [`/api/proposals/${tagId}/news`]: news,
  })
  await perform(<ChangeScreen tagId={tagId} />, `/changes/${tagId}`)

  await expect.element(page.getByText(name, { exact: true })).toBeVisible()
  const link = page.getByRole('definition').getByRole('link', { name: 'Again' })
  await expect.element(link).toHaveAttribute('href', expect.stringContaining(idOf(5)))
})

it('what an approver has typed outlives a connection that comes back to a hub that does not answer', async () => {
  const [change, proposal] = [`/api/changes/${tagId}`, `/api/proposals/${tagId}`]
  const answers = answering({
    [change]: record([unit(1), unit(2)], { proposed: at }),
    [proposal]: { ...view, mine: 'open' },
  })
  await perform(<NewChangeScreen />, `/changes/new?resume=${tagId}`)
  const note = page.getByRole('region', { name: 'Approval' }).getByRole('textbox', { name: 'Note' })
  await note.fill('Compared with the plan')

  const asked = new Set<string>()
  const before = window.fetch
  window.fetch = (input, init) => {
    asked.add(new URL(String(input), window.location.href).pathname)
    return before(input, init)
  }
  answers[change] = Response.json({ code: 'hub', message: 'ConfigHub does not answer' }, { status: 503 })
  answers[proposal] = answers[change]
  window.dispatchEvent(new Event('offline'))
  window.dispatchEvent(new Event('online'))
  await expect.poll(() => [...asked]).toEqual(expect.arrayContaining([change, proposal]))
  await new Promise((resolve) => setTimeout(resolve, 100))

  await expect.element(note).toHaveValue('Compared with the plan')
  await expect.element(note).toHaveFocus()
})

it('a proposal of which others changed every unit is not said to be written', async () => {
  const moved = { previewed: 2 }
  answering({ [`/api/changes/${tagId}`]: record([unit(1, moved), unit(2, moved)], { proposed: at }) })
  await perform(<NewChangeScreen />, `/changes/new?resume=${tagId}`)

  await expect.element(page.getByText(/none of it can be written as proposed/)).toBeVisible()
})

it('units that may not be seen are not said to be free of approvals', async () => {
  answering({
    [`/api/changes/${tagId}`]: record([unit(1), unit(2)], { proposed: at }),
    [`/api/proposals/${tagId}`]: { ...view, needed: [], open: 0, missing: 0, unseen: 2 },
  })
  await perform(<ChangeScreen tagId={tagId} />, `/changes/${tagId}`)

  await expect.element(page.getByText(/2 units are gone, or you may not see them/)).toBeVisible()
  await expect.element(page.getByText(/can be written without an approval/)).not.toBeInTheDocument()
})
