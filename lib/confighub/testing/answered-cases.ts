import type { ConfigHub, NewView } from '#lib/confighub/client.ts'

const id = '0f4e7a52-1111-4222-8333-944455566677'
const at = '2026-11-29T12:00:00Z'
export const unit = {
  UnitID: id,
  SpaceID: id,
  SpaceSlug: 'shop-prod-eu',
  Slug: 'cart',
  HeadRevisionNum: 3,
  DataHash: 'abc',
  Labels: { Team: 'cart' },
  TargetID: id,
  UpdatedAt: at,
}
const revision = { RevisionID: id, RevisionNum: 3, UnitID: id, UserID: id, CreatedAt: at, DataHash: 'abc' }
const tag = { TagID: id, SpaceID: id, Slug: 'change-1', Annotations: { why: 'test' } }
const filter = { FilterID: id, SpaceID: id, Slug: 'of-cart', From: 'Unit', Where: "Slug = 'cart'" }
const newFilter = {
  Slug: 'of-cart',
  DisplayName: 'Of cart',
  From: 'Unit',
  Where: "Slug = 'cart'",
  WhereData: '',
  ResourceType: '',
} as const
const view = { ViewID: id, SpaceID: id, Slug: 'by-region', FilterID: id, Columns: [{ Name: 'unit' }] }
const attestation = { AttestationID: id, SpaceID: id, Type: 'Approval', Result: 'Pass', UserID: id }
const newAttestation = {
  WhereSpace: "Slug = 'shop-prod-eu'",
  WhereUnit: "Slug = 'cart'",
  Type: 'Approval',
  Result: 'Pass',
  Note: '',
  Claims: {},
} as const
const newView = {
  Slug: 'by-region',
  DisplayName: 'By region',
  Of: 'Unit',
  Columns: [],
  GroupBy: '',
  OrderBy: '',
  OrderByDirection: 'ASC',
  Annotations: {},
} satisfies NewView
const space = { SpaceID: id, Slug: 'shop-prod-eu', Labels: { Region: 'eu' } }
const person = { UserID: id, Username: 'alice@trading.com', DisplayName: 'Alice' }
export const document = 'kind: Service\n'

/** A call of the client, and a server's answer to it. */
export type AnsweredCase = {
  readonly name: keyof ConfigHub
  readonly call: (hub: ConfigHub) => Promise<unknown>
  /** Its name in errors. */
  readonly operation: string
  /** The correct answer. Text is a document. */
  readonly good: object | string
  /** Places without which the answer is of no use, in the good answer. */
  readonly needed?: readonly string[]
  /** The answer of a server that forgets the envelope, or adds one. */
  readonly bare?: unknown
}

const at0 = (...names: readonly string[]) => names.map((name) => `0.${name}`)
const ofUnit = ['Unit', 'Unit.UnitID', 'Unit.SpaceID', 'Unit.Slug', 'Unit.HeadRevisionNum']
const ofRevision = ['Revision', 'Revision.RevisionID', 'Revision.RevisionNum', 'Revision.CreatedAt']
const ofTag = ['Tag', 'Tag.TagID', 'Tag.SpaceID', 'Tag.Slug']
const oneUnit = `/space/${id}/unit/${id}`
const units = {
  operation: 'GET /unit',
  good: [{ Unit: unit, Space: space }],
  needed: at0(...ofUnit),
  bare: [unit],
}
const revisions = {
  good: [{ Revision: revision, User: person }],
  needed: at0(...ofRevision),
  bare: [revision],
}
export const unitData = { UnitID: id, Data: document, DataHash: 'abc' }
const revisionData = { RevisionID: id, RevisionNum: 3, UnitID: id, Data: document, DataHash: 'abc' }
const everything = { where: "Slug = 'cart'" }

/** Every call of the client: a new one does not compile before it has a row here. */
const cases: Readonly<Record<keyof ConfigHub, Omit<AnsweredCase, 'name'>>> = {
  info: { call: (hub) => hub.info(), operation: 'GET /info', good: { Version: '0.8.12' }, bare: '0.8.12' },
  me: {
    call: (hub) => hub.me(),
    operation: 'GET /me',
    good: { ...person, OrganizationID: id },
    needed: ['UserID', 'OrganizationID'],
    bare: { User: person },
  },
  organization: {
    call: (hub) => hub.organization(id),
    operation: `GET /organization/${id}`,
    good: { Organization: { OrganizationID: id, Slug: 'moss' } },
    needed: ['Organization', 'Organization.OrganizationID'],
    bare: { OrganizationID: id, Slug: 'moss' },
  },
  attest: {
    call: (hub) => hub.attest(newAttestation),
    operation: 'POST /attest',
    good: { Spaces: [{ SpaceID: id, Subjects: [{ UnitID: id, RevisionNum: 3 }] }] },
    needed: ['Spaces.0.SpaceID', 'Spaces.0.Subjects.0.UnitID', 'Spaces.0.Subjects.0.RevisionNum'],
    bare: [{ SpaceID: id }],
  },
  revokeAttestation: {
    call: (hub) => hub.revokeAttestation(id, { RevokedAttestationID: id, Note: '' }),
    operation: `POST /space/${id}/attestation`,
    good: { Attestation: attestation },
    needed: ['Attestation', 'Attestation.AttestationID', 'Attestation.SpaceID'],
    bare: attestation,
  },
  allAttestations: {
    call: (hub) => hub.allAttestations("Type = 'Approval'"),
    operation: 'GET /attestation',
    good: [{ Attestation: attestation }],
    needed: at0('Attestation', 'Attestation.AttestationID', 'Attestation.SpaceID'),
    bare: [attestation],
  },
  serviceAccountUserIds: {
    call: (hub) => hub.serviceAccountUserIds(),
    operation: 'GET /service_account',
    good: [{ ServiceAccount: { UserID: id } }],
    needed: at0('ServiceAccount', 'ServiceAccount.UserID'),
    bare: [{ UserID: id }],
  },
  users: {
    call: (hub) => hub.users(),
    operation: 'GET /user',
    good: [{ User: person }],
    needed: ['0.User', '0.User.UserID'],
    bare: [person],
  },
  functions: {
    call: (hub) => hub.functions(),
    operation: 'GET /function',
    good: { 'Kubernetes/YAML': { 'set-image': { FunctionName: 'set-image', Mutating: true } } },
    needed: ['Kubernetes/YAML.set-image.FunctionName'],
    bare: { 'set-image': { FunctionName: 'set-image' } },
  },
  spaces: {
    call: (hub) => hub.spaces({}),
    operation: 'GET /space',
    good: [{ Space: space }],
    needed: at0('Space', 'Space.SpaceID', 'Space.Slug'),
    bare: [space],
  },
  space: {
    call: (hub) => hub.space(id),
    operation: `GET /space/${id}`,
    good: { Space: space },
    needed: ['Space', 'Space.SpaceID', 'Space.Slug'],
    bare: space,
  },
  unitPage: { ...units, call: (hub) => hub.unitPage(everything) },
  allUnits: { ...units, call: (hub) => hub.allUnits(everything) },
  unitsById: { ...units, call: (hub) => hub.unitsById([id], { select: 'Slug,HeadRevisionNum' }) },
  unitBySlug: { ...units, call: (hub) => hub.unitBySlug('shop-prod-eu', 'cart') },
  unit: {
    call: (hub) => hub.unit(id, id),
    operation: `GET ${oneUnit}`,
    good: { Unit: unit, UpstreamUnit: unit },
    needed: ofUnit,
    bare: unit,
  },
  unitData: { call: (hub) => hub.unitData(id, id), operation: `GET ${oneUnit}/data`, good: document },
  unitDataById: {
    call: (hub) => hub.unitDataById([id]),
    operation: 'GET /unit_data',
    good: [unitData],
    needed: at0('UnitID', 'Data'),
    bare: [{ Unit: unitData }],
  },
  unitRevisionPage: {
    ...revisions,
    call: (hub) => hub.unitRevisionPage(id, id, {}),
    operation: `GET ${oneUnit}/revision`,
  },
  revisionPage: { ...revisions, call: (hub) => hub.revisionPage({ limit: 5 }), operation: 'GET /revision' },
  newestRevisions: {
    ...revisions,
    call: (hub) => hub.newestRevisions([id], {}),
    operation: 'GET /revision',
  },
  allRevisions: { ...revisions, call: (hub) => hub.allRevisions({}), operation: 'GET /revision' },
  revisionData: {
    call: (hub) => hub.revisionData(id, id, id),
    operation: `GET ${oneUnit}/revision/${id}/data`,
    good: document,
  },
  revisionDataById: {
    call: (hub) => hub.revisionDataById([id]),
    operation: 'GET /revision_data',
    good: [revisionData],
    needed: at0('RevisionID', 'RevisionNum', 'UnitID', 'Data'),
    bare: [{ Revision: revisionData }],
  },
  tagPage: {
    call: (hub) => hub.tagPage({}),
    operation: 'GET /tag',
    good: [{ Tag: tag, Space: space }],
    needed: at0(...ofTag),
    bare: [tag],
  },
  tag: {
    call: (hub) => hub.tag(id, id),
    operation: `GET /space/${id}/tag/${id}`,
    good: { Tag: tag },
    needed: ofTag,
    bare: tag,
  },
  createTag: {
    call: (hub) => hub.createTag(id, { Slug: 'change-1' }),
    operation: `POST /space/${id}/tag`,
    good: tag,
    needed: ['TagID', 'SpaceID', 'Slug'],
    bare: { Tag: tag },
  },
  patchTag: {
    call: (hub) => hub.patchTag(id, id, {}),
    operation: `PATCH /space/${id}/tag/${id}`,
    good: tag,
    needed: ['TagID', 'SpaceID', 'Slug'],
    bare: { Tag: tag },
  },
  allTargets: {
    call: (hub) => hub.allTargets({}),
    operation: 'GET /target',
    good: [{ Target: { TargetID: id, SpaceID: id, Slug: 'eu-cluster' } }],
    needed: at0('Target', 'Target.TargetID', 'Target.SpaceID', 'Target.Slug'),
    bare: [{ TargetID: id, SpaceID: id, Slug: 'eu-cluster' }],
  },
  allFilters: {
    call: (hub) => hub.allFilters({}),
    operation: 'GET /filter',
    good: [{ Filter: filter, Space: space }],
    needed: at0('Filter', 'Filter.FilterID', 'Filter.SpaceID', 'Filter.Slug', 'Filter.From'),
    bare: [filter],
  },
  createFilter: {
    call: (hub) => hub.createFilter(id, newFilter),
    operation: `POST /space/${id}/filter`,
    good: filter,
    needed: ['FilterID', 'SpaceID', 'Slug', 'From'],
    bare: { Filter: filter },
  },
  patchFilter: {
    call: (hub) => hub.patchFilter(id, id, { Where: '' }),
    operation: `PATCH /space/${id}/filter/${id}`,
    good: filter,
    needed: ['FilterID', 'SpaceID', 'Slug', 'From'],
    bare: { Filter: filter },
  },
  deleteFilter: {
    call: (hub) => hub.deleteFilter(id, id),
    operation: `DELETE /space/${id}/filter/${id}`,
    good: { Message: 'deleted' },
    bare: 'deleted',
  },
  allViews: {
    call: (hub) => hub.allViews({}),
    operation: 'GET /view',
    good: [{ View: view, Space: space, Filter: filter }],
    needed: at0('View', 'View.ViewID', 'View.SpaceID', 'View.Slug'),
    bare: [view],
  },
  createView: {
    call: (hub) => hub.createView(id, newView),
    operation: `POST /space/${id}/view`,
    good: view,
    needed: ['ViewID', 'SpaceID', 'Slug'],
    bare: { View: view },
  },
  patchView: {
    call: (hub) => hub.patchView(id, id, { FilterID: null }),
    operation: `PATCH /space/${id}/view/${id}`,
    good: view,
    needed: ['ViewID', 'SpaceID', 'Slug'],
    bare: { View: view },
  },
  deleteView: {
    call: (hub) => hub.deleteView(id, id),
    operation: `DELETE /space/${id}/view/${id}`,
    good: { Message: 'deleted' },
    bare: 'deleted',
  },
  putUnitData: {
    call: (hub) => hub.putUnitData(id, id, document, { ifMatch: 'abc', lastChangeDescription: 'why' }),
    operation: `PUT ${oneUnit}/data`,
    good: { Unit: unit },
    needed: ['Unit', 'Unit.UnitID'],
    bare: unit,
  },
  patchUnit: {
    call: (hub) => hub.patchUnit(id, id, { Labels: { Tier: 'critical' }, Version: 3 }),
    operation: `PATCH ${oneUnit}`,
    good: { Unit: unit },
    needed: ['Unit', 'Unit.UnitID'],
    bare: unit,
  },
  dryRunUnitPatch: {
    call: (hub) => hub.dryRunUnitPatch(id, id),
    operation: `PATCH ${oneUnit}`,
    good: { Unit: unit },
    needed: ['Unit', 'Unit.UnitID'],
    bare: unit,
  },
  dryRunWrites: {
    call: (hub) => hub.dryRunWrites([id]),
    operation: 'PATCH /unit',
    good: [{ Unit: unit, Error: { Status: 403, Message: 'no' } }],
    needed: ['0.Unit.UnitID'],
    bare: [unit],
  },
  invoke: {
    call: (hub) => hub.invoke({ FunctionInvocations: [] }, { dry_run: true }),
    operation: 'POST /function/invoke',
    good: [{ UnitID: id, Success: true, Outputs: { YAML: 'e30=' } }],
    needed: ['0.UnitID'],
    bare: { UnitID: id },
  },
}
const names = Object.keys(cases) as (keyof ConfigHub)[]

export const answeredCases: readonly AnsweredCase[] = names.map((name) => ({ name, ...cases[name] }))

export const facts = {
  'Content-Type': 'application/json',
  'ConfigHub-Version': '0.8.12',
  'X-Request-Id': 'req-1',
}
const bytes = { 'Content-Type': 'application/octet-stream', ETag: '"abc"' }

export const textOf = (good: object | string) => (typeof good === 'string' ? good : JSON.stringify(good))
export const headersFor = (good: object | string): Readonly<Record<string, string>> =>
  typeof good === 'string' ? { ...facts, ...bytes } : facts

/** The value with one member replaced or removed. */
export function withAt(
  value: unknown,
  [first, ...rest]: readonly string[],
  change: (found: unknown) => unknown,
): unknown {
  if (first === undefined) return change(value)
  if (Array.isArray(value)) {
    return value.map((item, index) => (String(index) === first ? withAt(item, rest, change) : item))
  }
  const entries = Object.entries(value as object).map(([key, inner]) => {
    return [key, key === first ? withAt(inner, rest, change) : inner] as const
  })
  return Object.fromEntries(entries)
}
