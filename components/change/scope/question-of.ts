import type { Scope } from '#components/change/scope/scope.ts'
import { isUuid } from '#lib/base/uuid.ts'
import { whereIn } from '#lib/confighub/chunking.ts'
import type { RowsQuestion } from '#lib/rows/rows-wire.ts'

/** As many as one call can name. */
const mostNamed = 120
const noUnit = "UnitID = '00000000-0000-0000-0000-000000000000'"

/** The units of a scope and no others; undefined for more picked ones than one call can name. */
export function exactQuestionOf(scope: Scope): RowsQuestion | undefined {
  return scope.kind === 'units' && scope.unitIds.length > mostNamed ? undefined : questionOf(scope)
}

/** The units of a scope, to ask what they have in common; of very many picked ones some, spread evenly. */
export function questionOf(scope: Scope): RowsQuestion {
  if (scope.kind === 'query') {
    const { where, whereData, resourceType } = scope
    return { where, whereData, resourceType }
  }
  const ids = scope.unitIds.filter(isUuid)
  const step = Math.max(1, ids.length / mostNamed)
  const [where = noUnit] = whereIn(
    'UnitID',
    ids.filter((_, index) => index % step < 1),
  )
  return { where, whereData: '', resourceType: '' }
}
