import { replicasTo } from '#e2e/change-calls.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { readUnits } from '#e2e/fleet.ts'
import type { Hub } from '#e2e/hub.ts'
import { openRecord, type Record, send, spaceId, tradeIn, writeChange } from '#e2e/records.ts'
import { giveReason, previewUnits, writeUnits } from '#e2e/workspace.ts'

const bob = 'bob@trading.com'
const path = ({ SpaceID, TagID }: Record) => `/space/${SpaceID}/tag/${TagID}`
const annotate = (hub: Hub, record: Record, Annotations: object) =>
  send(hub, bob, 'PATCH', path(record), { Annotations })

async function annotationsOf(hub: Hub, record: Record) {
  const { Tag } = await hub.read<{ Tag: { Annotations: { [key: string]: string } } }>(bob, path(record))
  return Tag.Annotations
}

async function only(hub: Hub, market: string) {
  const [unit] = (await readUnits(hub, tradeIn(market))).values()
  if (unit === undefined) throw new Error(`no trade-service in ${market}`)
  return unit
}

async function bobWrites(hub: Hub, market: string, query = ''): Promise<void> {
  const unit = await only(hub, market)
  await hub.call(
    bob,
    `/space/${unit.SpaceID}/unit/${unit.UnitID}/data?last_change_description=Open${query}`,
    {
      method: 'PUT',
      headers: { 'If-Match': `"${unit.dataHash}"`, 'Content-Type': 'application/octet-stream' },
      body: `${unit.data}# Bob was here\n`,
    },
  )
}

/** What Bob does to Alice's record of one unit, and what its page says afterwards. */
const forgeries: readonly {
  readonly name: string
  readonly market: string
  readonly forge: (hub: Hub, record: Record, market: string) => Promise<Record | undefined>
  readonly says: RegExp
}[] = [
  {
    name: 'gives another reason',
    market: 'eu-ams',
    forge: async (hub, record) => {
      await annotate(hub, record, { 'hubdeck.dev/reason': 'Approved by the board' })
      return undefined
    },
    says: /The reason is not what was signed/,
  },
  {
    name: 'puts his own name on it',
    market: 'eu-bru',
    forge: async (hub, record) => {
      const { UserID } = await hub.read<{ UserID: string }>(bob, '/me')
      await annotate(hub, record, { 'hubdeck.dev/author': UserID })
      return undefined
    },
    says: /names Bob Martin as author; revision \d+ of \S+prod-eu-bru\/trade-service was written by Alice Chen/,
  },
  {
    name: 'adds a ticket',
    market: 'eu-cph',
    forge: async (hub, record) => {
      await annotate(hub, record, { 'hubdeck.dev/ticket': 'CHG-1' })
      return undefined
    },
    says: /The ticket is not what was signed/,
  },
  {
    name: 'makes the counts larger',
    market: 'eu-dub',
    forge: async (hub, record) => {
      await annotate(hub, record, { 'hubdeck.dev/counts': '{"written":53}' })
      return undefined
    },
    says: /The count of written units is not what was signed/,
  },
  {
    name: 'changes the patch',
    market: 'eu-fra',
    forge: async (hub, record) => {
      const patch = JSON.stringify(replicasTo(1))
      await annotate(hub, record, { 'hubdeck.dev/patch': patch })
      return undefined
    },
    says: /The patch is not what was signed/,
  },
  {
    name: 'copies it to a Tag of his own',
    market: 'eu-hel',
    forge: async (hub, record, market) => {
      const Annotations = await annotationsOf(hub, record)
      const copy = { Slug: 'change-copied', Labels: { 'hubdeck.dev/kind': 'change' }, Annotations }
      const tag = (await send(hub, bob, 'POST', `/space/${record.SpaceID}/tag`, copy)) as Record
      const where = encodeURIComponent(tradeIn(market))
      await send(hub, bob, 'POST', `/unit/tag?where=${where}`, { TagID: tag.TagID })
      return tag
    },
    says: /The facts were copied from another record/,
  },
  {
    name: 'moves it to another Space',
    market: 'eu-lis',
    forge: async (hub, record) => {
      const ToSpaceID = await spaceId(hub, 'moss-cub-traderx-prod-eu-lon')
      await send(hub, bob, 'POST', `/tag/move?where=${encodeURIComponent(`TagID = '${record.TagID}'`)}`, {
        ToSpaceID,
      })
      return undefined
    },
    says: /made in another space and was moved here/,
  },
  {
    name: 'writes a revision under its Tag',
    market: 'eu-mad',
    forge: async (hub, record, market) => {
      await bobWrites(hub, market, `&tag=${record.TagID}`)
      return undefined
    },
    says: /names Alice Chen as author; revision \d+ of \S+prod-eu-mad\/trade-service was written by Bob Martin/,
  },
  {
    name: 'takes the Tag off a revision',
    market: 'eu-mil',
    forge: async (hub, record, market) => {
      const where = encodeURIComponent(tradeIn(market))
      await send(hub, bob, 'POST', `/unit/tag?where=${where}`, { TagID: record.TagID, Revision: 'Remove' })
      return undefined
    },
    says: /The record counts 1 unit written; its Tag proves 0/,
  },
  {
    name: 'puts the Tag on what he did not write',
    market: 'eu-osl',
    forge: async (hub, record) => {
      const where = encodeURIComponent(tradeIn('eu-zrh'))
      await send(hub, bob, 'POST', `/unit/tag?where=${where}`, { TagID: record.TagID })
      return undefined
    },
    says: /a unit that this change did not plan to write/,
  },
]

test('an honest record is shown as proven, to a viewer as well; a forged one says what is wrong', async ({
  page,
  hub,
  dashboard,
  signIn,
}) => {
  test.slow()
  await signIn('alice@trading.com')
  const made: { record: Record; forgery: (typeof forgeries)[number] }[] = []
  for (const forgery of forgeries) {
    const change = {
      where: tradeIn(forgery.market),
      patch: replicasTo(7),
      reason: `Honest ${forgery.market}`,
    }
    made.push({ record: await writeChange(page.request, dashboard.url, hub, change), forgery })
  }
  await signIn('auditor@trading.com')
  for (const { record } of made.slice(0, 2)) {
    const proof = await openRecord(page, record)
    await expect(proof).toContainText('Proven by what ConfigHub holds')
    await expect(page.getByText('Claimed author:')).toBeHidden()
  }

  for (const { record, forgery } of made) {
    await test.step(`Bob ${forgery.name}`, async () => {
      const forged = (await forgery.forge(hub, record, forgery.market)) ?? record
      const proof = await openRecord(page, forged)
      await expect(proof).toContainText('Does not match what ConfigHub holds')
      await expect(proof.getByRole('list', { name: 'Differences' })).toContainText(forgery.says)
      await expect(page.getByText('Claimed author:')).toBeVisible()
    })
  }
})

test('made-up records are marked in the list, and honest ones are not', async ({
  page,
  hub,
  dashboard,
  signIn,
}) => {
  await signIn('alice@trading.com')
  const { UserID } = await hub.read<{ UserID: string }>('alice@trading.com', '/me')
  const change = {
    where: tradeIn('us-nyc'),
    patch: replicasTo(7),
    reason: 'Honest and proven',
    ticket: 'OPS-1',
  }
  await writeChange(page.request, dashboard.url, hub, change)
  const edited = await writeChange(page.request, dashboard.url, hub, {
    ...change,
    patch: replicasTo(8),
    reason: 'Edited',
  })
  await annotate(hub, edited, { 'hubdeck.dev/reason': 'Edited by Bob' })
  const Annotations = { 'hubdeck.dev/author': UserID, 'hubdeck.dev/reason': 'Alice says so' }
  const madeUp = { Slug: 'change-made-up', Labels: { 'hubdeck.dev/kind': 'change' }, Annotations }
  const tag = (await send(hub, bob, 'POST', `/space/${edited.SpaceID}/tag`, madeUp)) as Record

  await page.goto('/changes')
  const row = (name: string) => page.getByRole('listitem').filter({ hasText: name })
  await expect(row('Honest and proven')).toBeVisible()
  await expect(row('Honest and proven')).not.toContainText(/not proven|does not match/)
  await expect(row('Edited by Bob')).toContainText('does not match')
  await expect(row('Alice says so')).toContainText('not proven')

  const proof = await openRecord(page, tag)
  await expect(proof).toContainText('Not proven: not signed')
  await expect(page.getByText('Claimed author:')).toBeVisible()
})

test('someone else continues a change under their own name, and both records say so', async ({
  page,
  hub,
  dashboard,
  signIn,
}) => {
  await signIn('alice@trading.com')
  const record = await writeChange(page.request, dashboard.url, hub, {
    where: tradeIn('jp-%'),
    patch: replicasTo(9),
    reason: 'Tokyo opens early',
    between: () => bobWrites(hub, 'jp-osa'),
  })
  const before = await annotationsOf(hub, record)
  await signIn(bob)
  await openRecord(page, record)
  await expect(
    page.getByText(/This change is Alice Chen’s. What you write is recorded under your own name/),
  ).toBeVisible()
  await page.getByRole('link', { name: 'Preview the remaining 1 unit under your own name' }).click()

  await expect(page.getByText(/recorded under your own name, in a new record/)).toBeVisible()
  await previewUnits(page)
  await giveReason(page, 'Osaka as well')
  await writeUnits(page, 1)

  const facts = page.getByLabel('Details of this change')
  await expect(facts).toContainText('Resumes')
  await expect(facts).toContainText('Tokyo opens early')
  await expect(facts).toContainText('Alice Chen')
  await expect(page.getByRole('region', { name: 'Proof of this record' })).toContainText('Proven')
  expect(await annotationsOf(hub, record)).toEqual(before)

  await openRecord(page, record)
  await expect(facts).toContainText('Resumed by')
  await expect(facts).toContainText('Osaka as well')
  await expect(facts).toContainText('Bob Martin')
})

test.describe('a patch with a secret', () => {
  test.use({ expectedStatuses: [422] })

  test('is resumed after it is typed again; a wrong value is refused and stays in its field', async ({
    page,
    hub,
    dashboard,
    signIn,
  }) => {
    const secret = 'tuesday-horse-4711'
    await signIn('alice@trading.com')
    const record = await writeChange(page.request, dashboard.url, hub, {
      where: tradeIn('jp-%'),
      patch: {
        kind: 'set-fields',
        resourceType: 'apps/v1/Deployment',
        fields: [{ path: 'spec.template.metadata.annotations.api-token', value: secret }],
      },
      reason: 'Rotate the token',
      between: () => bobWrites(hub, 'jp-osa'),
    })
    await openRecord(page, record)
    await expect(page.getByLabel('Details of this change')).toContainText('••••••••')
    await page.getByRole('link', { name: 'Preview the remaining 1 unit again' }).click()

    await expect(page.getByText('The record keeps the patch without its secrets')).toBeVisible()
    const value = page.getByRole('textbox', { name: 'Value' })
    await expect(value).toHaveValue(/^••••••••/)
    await value.fill('wednesday-horse')
    await page.getByRole('button', { name: /^Preview 1 unit$/ }).click()
    await expect(
      page.getByRole('alert').filter({ hasText: 'This is not the patch of that change' }),
    ).toBeVisible()
    await expect(value).toHaveValue('wednesday-horse')

    await value.fill(secret)
    await previewUnits(page)
    await writeUnits(page, 1)

    await expect(page.getByRole('status').filter({ hasText: 'All 2 units written' })).toBeVisible()
    await expect(page.getByRole('region', { name: 'Proof of this record' })).toContainText('Proven')
    expect(JSON.stringify(await annotationsOf(hub, record))).not.toContain('horse')
    const units = [...(await readUnits(hub, tradeIn('jp-%'))).values()]
    expect(units.filter(({ data }) => data.includes(secret))).toHaveLength(2)
  })
})
