import type { Selectable } from 'kysely'
import { parameterHash } from '#hub/entities/parameter-hash.ts'
import { type FleetTrigger, prefix } from '#hub/fleet/fleet.ts'
import { fleetId } from '#hub/fleet/identity.ts'
import { runAll } from '#hub/functions/invoke.ts'
import type { TriggerTable } from '#hub/store/tables.ts'
import { computedColumns } from '#hub/triggers/computed-columns.ts'
import { prepareTrigger } from '#hub/triggers/prepare-trigger.ts'
import { type TriggerOutcome, verdictOf } from '#hub/triggers/verdict.ts'

const spaceSlug = `${prefix}-infra`

/** The two policies of the demo fleet; its infra Space holds them for all Spaces. */
export const policies: readonly FleetTrigger[] = [
  {
    spaceSlug,
    slug: 'no-placeholders',
    description: 'Nothing with a placeholder is released',
    functionName: 'vet-placeholders',
    arguments: [],
    warn: false,
  },
  {
    spaceSlug,
    slug: 'more-than-one-replica',
    description: 'One pod alone is an outage with every node drain',
    functionName: 'vet-cel',
    arguments: [{ ParameterName: 'expression', Value: "r.kind != 'Deployment' || r.spec.replicas > 1" }],
    warn: true,
  },
]

const triggerIdOf = (trigger: FleetTrigger) => fleetId('trigger', `${trigger.spaceSlug}/${trigger.slug}`)

export function triggerRow(
  OrganizationID: string,
  trigger: FleetTrigger,
  createdAt: Date,
): Selectable<TriggerTable> {
  const CreatedAt = createdAt.toISOString()
  const call = {
    ToolchainType: 'Kubernetes/YAML',
    FunctionName: trigger.functionName,
    Arguments: trigger.arguments.map((argument) => ({ ...argument })),
    WhereResource: '',
    OtherDataSource: '',
  }
  return {
    ...call,
    ...computedColumns(call, undefined),
    OrganizationID,
    SpaceID: fleetId('space', trigger.spaceSlug),
    TriggerID: triggerIdOf(trigger),
    Slug: trigger.slug,
    DisplayName: '',
    Labels: {},
    Annotations: {},
    DeleteGates: {},
    HiddenReason: '',
    InvocationID: null,
    ActsForUserID: null,
    Event: 'Mutation',
    BridgeWorkerID: null,
    Description: trigger.description,
    Disabled: false,
    Warn: trigger.warn,
    WhereUnit: '',
    UnitFilterID: null,
    Protect: false,
    CreatedAt,
    UpdatedAt: CreatedAt,
    Version: 1,
  }
}

/** How every Space of a fleet selects its policies, resolved as the hub itself would. */
export function triggerChoice(triggers: readonly { TriggerID: string; Hash: string }[]) {
  const sorted = triggers.toSorted((a, b) => (a.TriggerID < b.TriggerID ? -1 : 1))
  return {
    WhereTrigger: `Space.Slug = '${spaceSlug}'`,
    TriggerIDs: sorted.map(({ TriggerID }) => TriggerID),
    TriggerHash: parameterHash(sorted.map(({ TriggerID, Hash }) => [TriggerID, Hash])),
  }
}

/** The verdicts of the fleet's Triggers on a document, stored on its Unit and Revision. */
export type FleetVerdict = {
  readonly passed: Record<string, boolean>
  readonly columns: Readonly<Record<string, Record<string, never>>>
}

/** Evaluates each document once, with the same functions as later writes. */
export function judgeOf(triggers: readonly FleetTrigger[]): (text: string) => FleetVerdict {
  const known = new Map<string, FleetVerdict>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const { passed, columns } = verdictOf(triggers.map((trigger) => judge(trigger, text)))
    const parsed = Object.entries(columns).map(([name, json]) => [name, JSON.parse(json)])
    const verdict = { passed: { ...passed }, columns: Object.fromEntries(parsed) }
    known.set(text, verdict)
    return verdict
  }
}

function judge(trigger: FleetTrigger, text: string): TriggerOutcome {
  const call = {
    ToolchainType: 'Kubernetes/YAML',
    FunctionName: trigger.functionName,
    Arguments: trigger.arguments,
    WhereResource: '',
    StoredFunctions: null,
  }
  const prepared = prepareTrigger(call)
  if (!prepared.ok) throw new Error(`${trigger.slug}: ${prepared.message}`)
  const ran = runAll(prepared.value, text)
  const { slug, spaceSlug: SpaceSlug, functionName: FunctionName, warn: Warn } = trigger
  return {
    trigger: { TriggerID: triggerIdOf(trigger), Slug: slug, SpaceSlug, FunctionName, Warn },
    ran: ran.ok ? { ...ran, prepared: prepared.value } : ran,
  }
}
