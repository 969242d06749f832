import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Caller } from '#hub/access/caller.ts'
import { mayWith } from '#hub/access/permissions.ts'
import { models } from '#hub/entities/models/models.ts'
import { findRow } from '#hub/entities/rows.ts'
import { type TestHub, testHub } from '#hub/testing/test-hub.ts'

let hub: TestHub
let account: { readonly ServiceAccountID: string; readonly OrganizationID: string }
beforeAll(async () => {
  hub = await testHub()
  account = await hub.must('POST', '/service_account', { body: { Slug: 'seen' } })
})
afterAll(() => hub.store.close())

const [me, other, mine, theirs] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
const some = (...ids: string[]) => fc.dictionary(fc.constantFrom(...ids), fc.boolean())
const subjects = fc.record({ UserIDs: some(me, other), GroupIDs: some(mine, theirs) }, { requiredKeys: [] })
const permissions = fc.dictionary(
  fc.constantFrom('View', 'Use', 'Edit', 'Manage', 'CreateChildren', 'EditChildren', 'Impersonate'),
  subjects,
)
const role = fc.constantFrom('admin', 'editor', 'viewer', 'none')

it('lists show exactly the accounts that the caller may view', async () => {
  const property = fc.asyncProperty(permissions, role, async (given, OrgRole) => {
    const { OrganizationID, ServiceAccountID } = account
    const caller: Caller = { UserID: me, OrganizationID, OrgRole, GroupIDs: [mine], restricted: new Map() }
    await sql`update "ServiceAccount" set "Permissions" = ${JSON.stringify(given)}::jsonb`.execute(
      hub.store.db,
    )

    const found = await findRow(hub.store.db, caller, models.ServiceAccount, ServiceAccountID)

    expect(found !== undefined).toBe(mayWith(caller, 'View', given))
  })
  await fc.assert(property, { numRuns: 200 })
})
