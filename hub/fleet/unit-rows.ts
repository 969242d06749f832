import { placeholder } from '#hub/fleet/documents.ts'
import { prefix } from '#hub/fleet/fleet.ts'
import type { Step, UnitHistory } from '#hub/fleet/history.ts'
import { documentHash, fleetId, unitIdOf } from '#hub/fleet/identity.ts'
import type { FleetVerdict } from '#hub/fleet/policies.ts'
import { upgradeLinkRow } from '#hub/fleet/upgrade-link-row.ts'
import type { Defaulting, LinkTable, MutationTable, RevisionTable, UnitTable } from '#hub/store/tables.ts'
import { remembered } from '#lib/base/remembered.ts'

type Row<T> = Defaulting<T>

export type UnitRows = {
  readonly unit: Row<UnitTable>
  /** The Link to its upstream unit. */
  readonly links: readonly Row<LinkTable>[]
  readonly revisions: readonly Row<RevisionTable>[]
  readonly mutations: readonly Row<MutationTable>[]
  /** DataHash -> document. */
  readonly documents: ReadonlyMap<string, string>
}

/** `judge` gives the verdicts of the fleet's Triggers on a head; without it only their errors and warnings are set. */
export function unitRows(
  OrganizationID: string,
  history: UnitHistory,
  judge?: (text: string) => FleetVerdict,
): UnitRows {
  const SpaceID = fleetId('space', history.spaceSlug)
  const UnitID = unitIdOf(history)
  const documents = new Map<string, string>()
  const revisions: Row<RevisionTable>[] = []
  const mutations: Row<MutationTable>[] = []
  for (const [index, step] of history.steps.entries()) {
    const DataHash = hashOf(step.text)
    documents.set(DataHash, step.text)
    const DataSize = Buffer.byteLength(step.text)
    const RevisionNum = index + 1
    const CreatedAt = step.at.toISOString()
    const owner = { OrganizationID, SpaceID, UnitID, RevisionNum, CreatedAt, UpdatedAt: CreatedAt }
    const RevisionID = fleetId('revision', `${UnitID}/${RevisionNum}`)
    revisions.push({ ...owner, ...revisionFields(step), RevisionID, DataHash, DataSize })
    mutations.push({
      ...owner,
      ...mutationFields(step, history),
      ...mutationIdentity(UnitID, RevisionNum),
      RevisionID,
    })
  }
  const unit = unitRow(history, revisions)
  const link = upgradeLinkRow(unit, history)
  const links = link === undefined ? [] : [link]
  const linked = { ...unit, FromLinkID: links.map(({ LinkID }) => LinkID) }
  if (judge === undefined) return { unit: linked, links, revisions, mutations, documents }
  const { passed, columns } = judge(history.steps.at(-1)?.text ?? '')
  const judged = revisions.map((revision, index) =>
    index === revisions.length - 1
      ? { ...revision, ...columns, ValidationPassed: passed }
      : { ...revision, ...unjudged },
  )
  return { unit: { ...linked, ...columns }, links, revisions: judged, mutations, documents }
}

/** Older revisions predate the policies, but all rows of an insert need the same columns. */
const unjudged = {
  ValidationErrors: {},
  ValidationWarnings: {},
  ValidationResults: {},
  ValidationTriggerIDs: {},
  Values: {},
  ValueTriggerIDs: {},
  ValidationPassed: {},
}

function revisionFields(step: Step) {
  return {
    Description: step.description,
    Source: step.source,
    UserID: step.by.UserID,
    UserAgent: step.by.UserAgent,
    ChangeSetID: null,
    Tags: step.tagId === null ? {} : { [step.tagId]: '' },
  }
}

function mutationIdentity(UnitID: string, MutationNum: number) {
  return { MutationID: fleetId('mutation', `${UnitID}/${MutationNum}`), MutationNum }
}

function mutationFields(step: Step, history: UnitHistory) {
  const merges = step.source === 'CloneUnit' || step.source === 'UpgradeUnit'
  return {
    FunctionInvocation: step.call ?? {},
    RestoredRevisionNum: step.restoredRevisionNum,
    UpgradedFromUpstreamRevisionNum: step.upgradedFromRevisionNum,
    MergeSourceID: merges && history.upstream ? unitIdOf(history.upstream) : null,
    Subgroup: '',
  }
}

function unitRow(history: UnitHistory, revisions: readonly Row<RevisionTable>[]): Row<UnitTable> {
  const first = revisions[0]
  const head = revisions.at(-1)
  const text = history.steps.at(-1)?.text
  if (!first || !head || text === undefined) throw new Error(`${history.slug} has no revisions`)
  const upstream = history.upstream
  return {
    OrganizationID: head.OrganizationID,
    SpaceID: head.SpaceID,
    UnitID: head.UnitID,
    Slug: history.slug,
    DisplayName: '',
    Labels: history.labels,
    Annotations: {},
    DeleteGates: {},
    DestroyGates: {},
    ValidationErrors: validationErrors(text),
    ValidationWarnings: validationWarnings(text),
    ToolchainType: 'Kubernetes/YAML',
    ProviderType: '',
    TargetID: null,
    DataHash: head.DataHash,
    DataSize: head.DataSize,
    HeadRevisionNum: revisions.length,
    HeadRevisionID: head.RevisionID,
    HeadMutationNum: revisions.length,
    LastChangeDescription: head.Description,
    LastReleasedRevisionNum: history.releasedRevisionNum,
    UpstreamUnitID: upstream ? unitIdOf(upstream) : null,
    UpstreamSpaceID: upstream ? fleetId('space', upstream.spaceSlug) : null,
    UpstreamRevisionNum: history.upstreamRevisionNum,
    ChangeSetID: null,
    CreatedAt: first.CreatedAt,
    UpdatedAt: head.CreatedAt,
    Version: revisions.length,
  }
}

/** The fleet's two policies, as their triggers would have left them on the units. */
function validationErrors(text: string): Record<string, boolean> {
  return text.includes(placeholder) ? { [`${prefix}-infra/no-placeholders/vet-placeholders`]: true } : {}
}

function validationWarnings(text: string): Record<string, boolean> {
  return /^ {2}replicas: [01]\b/m.test(text)
    ? { [`${prefix}-infra/more-than-one-replica/vet-cel`]: true }
    : {}
}

/** In large fleets many units share a document. */
const hashOf = remembered(documentHash)
