import type { PreviewRow, RowCheck } from '#lib/change/model.ts'

/** A row of which everything is known that a decision about it needs. */
export type CheckedRow = Exclude<PreviewRow, { status: 'change' }> | CheckedChange

type CheckedChange = Extract<PreviewRow, { status: 'change' }> & { readonly override: boolean }

/** A row that changes nothing has nothing to be checked. */
export function isChecked(row: PreviewRow): row is CheckedRow {
  return row.status !== 'change' || row.override !== undefined
}

/** The row with what was found out about it since. */
export function checkedRow(row: PreviewRow, check: RowCheck): CheckedRow {
  if (row.status !== 'change') return row
  if ('failure' in check) return failedRow(row, check.failure)
  const { override, refusal } = check
  return { ...row, override, ...(refusal === undefined ? {} : { refusal }) }
}

function failedRow(row: PreviewRow, reason: string): CheckedRow {
  const { UnitID, SpaceID, Slug, SpaceSlug, HeadRevisionNum, DataHash, ToolchainType } = row
  const unit = { UnitID, SpaceID, Slug, SpaceSlug, HeadRevisionNum, DataHash }
  return { ...unit, ...(ToolchainType === undefined ? {} : { ToolchainType }), status: 'failed', reason }
}
