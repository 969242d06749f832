import type { ConfigHub } from '#lib/confighub/client.ts'
import { whereCalls } from '#lib/confighub/united.ts'

/** Changes of units that match the condition need so many approvals. */
export type ApprovalRule = { readonly condition: string; readonly count: number }

export type ApprovalPolicy = {
  readonly rules: readonly ApprovalRule[]
  /** Whether someone may undo their own change without an approval. */
  readonly undo: 'exempt' | 'required'
}

export const noApprovals: ApprovalPolicy = { rules: [], undo: 'exempt' }

/** The strictest rule for each unit that matches one, by UnitID. */
export type Needed = ReadonlyMap<string, ApprovalRule>

/** ConfigHub itself says which units match: a condition means what it means in a query. */
export async function neededApprovals(
  hub: Pick<ConfigHub, 'unitsById'>,
  { rules }: ApprovalPolicy,
  unitIds: readonly string[],
  signal?: AbortSignal,
): Promise<Needed> {
  const needed = new Map<string, ApprovalRule>()
  if (unitIds.length === 0) return needed
  for (const rule of rules) {
    for (const where of whereCalls(rule.condition, 'GET /unit')) {
      const matching = await hub.unitsById(unitIds, { where, select: 'Slug' }, signal)
      for (const { Unit } of matching) {
        if ((needed.get(Unit.UnitID)?.count ?? 0) < rule.count) needed.set(Unit.UnitID, rule)
      }
    }
  }
  return needed
}
