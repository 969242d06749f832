import * as z from 'zod/mini'
import { mapParallel, whereIn } from '#lib/confighub/chunking.ts'
import type { ConfigHub, ListParameters, Page } from '#lib/confighub/client.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'
import { followPages, pageLimit } from '#lib/confighub/paging.ts'
import {
  ExtendedTarget,
  ExtendedUnit,
  requiring,
  UnitData,
  UnitWriteResponse,
} from '#lib/confighub/schema/entities.ts'
import { jsonWrite, listQuery, type Transport } from '#lib/confighub/transport.ts'

type UnitCalls = Pick<
  ConfigHub,
  | 'unitPage'
  | 'allUnits'
  | 'unitsById'
  | 'unit'
  | 'unitBySlug'
  | 'dryRunUnitPatch'
  | 'unitData'
  | 'unitDataById'
  | 'putUnitData'
  | 'patchUnit'
  | 'allTargets'
>

const head = ['Unit', 'HeadRevisionNum'] as const

const slugPattern = /^[A-Za-z0-9][-_.A-Za-z0-9]*$/

export function unitPath(spaceId: string, unitId: string): string {
  return `/space/${encodeURIComponent(spaceId)}/unit/${encodeURIComponent(unitId)}`
}

/** Units, and their documents. */
export function unitCalls(transport: Transport): UnitCalls {
  return {
    ...unitReads(transport),
    ...dataCalls(transport),
    patchUnit: patchUnit(transport),
    allTargets: allTargets(transport),
  }
}

function unitReads(transport: Transport) {
  const unitPage = (parameters: ListParameters, signal?: AbortSignal): Promise<Page<ExtendedUnit>> =>
    transport.page(
      { method: 'GET', safe: true, path: '/unit', query: listQuery(parameters), signal },
      z.array(requiring(ExtendedUnit, head, parameters.select)),
    )

  const allUnits = async (parameters: ListParameters, signal?: AbortSignal): Promise<ExtendedUnit[]> => {
    const { items } = await followPages((token) =>
      unitPage({ limit: pageLimit, ...parameters, ...(token && { continue: token }) }, signal),
    )
    return items
  }

  const unitsById: ConfigHub['unitsById'] = async (unitIds, parameters, signal) => {
    const chunks = whereIn('UnitID', unitIds, parameters.where)
    const pages = await mapParallel(chunks, (where) => allUnits({ ...parameters, where }, signal))
    return pages.flat()
  }

  const unit: ConfigHub['unit'] = (spaceId, unitId, parameters = {}, signal) =>
    transport.json(
      { method: 'GET', safe: true, path: unitPath(spaceId, unitId), query: listQuery(parameters), signal },
      requiring(ExtendedUnit, head, parameters.select),
    )

  const unitBySlug: ConfigHub['unitBySlug'] = async (spaceSlug, unitSlug, parameters = {}, signal) => {
    const possible = slugPattern.test(spaceSlug) && slugPattern.test(unitSlug)
    const where = `Space.Slug = '${spaceSlug}' AND Slug = '${unitSlug}'`
    const { items } = possible ? await unitPage({ ...parameters, where, limit: 1 }, signal) : { items: [] }
    const [found] = items
    if (found !== undefined) return found
    throw new ConfigHubError({
      status: 404,
      operation: 'GET /unit',
      message: `There is no unit ${spaceSlug}/${unitSlug}, or you may not see it.`,
    })
  }

  return { unitPage, allUnits, unitsById, unit, unitBySlug, dryRunUnitPatch: dryRun(transport) }
}

function dryRun(transport: Transport): ConfigHub['dryRunUnitPatch'] {
  return async (spaceId, unitId, signal) => {
    await transport.json(
      {
        method: 'PATCH',
        safe: true,
        path: unitPath(spaceId, unitId),
        query: { dry_run: true },
        headers: { 'Content-Type': 'application/merge-patch+json' },
        body: '{}',
        signal,
      },
      UnitWriteResponse,
    )
  }
}

function allTargets(transport: Transport): ConfigHub['allTargets'] {
  return async (parameters, signal) => {
    const { items } = await followPages((token) => {
      const query = listQuery({ limit: pageLimit, ...parameters, ...(token && { continue: token }) })
      return transport.page(
        { method: 'GET', safe: true, path: '/target', query, signal },
        z.array(ExtendedTarget),
      )
    })
    return items
  }
}

/** Never repeated automatically: the conflict of the second would hide that the first one succeeded. */
function patchUnit(transport: Transport): ConfigHub['patchUnit'] {
  return (spaceId, unitId, change) => {
    const call = jsonWrite('PATCH', unitPath(spaceId, unitId), change, undefined)
    return transport.json({ ...call, isPaced: true }, UnitWriteResponse)
  }
}

function dataCalls(transport: Transport): Pick<ConfigHub, 'unitData' | 'unitDataById' | 'putUnitData'> {
  return {
    unitData: (spaceId, unitId, signal) =>
      transport.bytes({ method: 'GET', safe: true, path: `${unitPath(spaceId, unitId)}/data`, signal }),

    unitDataById: async (unitIds, signal) => {
      const pages = await mapParallel(whereIn('UnitID', unitIds), async (where) => {
        const { items } = await followPages((token) => {
          const query = listQuery({ where, limit: pageLimit, ...(token && { continue: token }) })
          return transport.page(
            { method: 'GET', safe: true, path: '/unit_data', query, signal },
            z.array(UnitData),
          )
        })
        return items
      })
      return pages.flat()
    },

    putUnitData: (spaceId, unitId, data, parameters, signal) =>
      transport.json(
        {
          method: 'PUT',
          // Two equal writes have the effect of one, because the second fails If-Match. Still never repeated
          // automatically: its 409 would hide that the first one succeeded.
          safe: false,
          path: `${unitPath(spaceId, unitId)}/data`,
          query: {
            last_change_description: parameters.lastChangeDescription,
            tag: parameters.tag,
          },
          headers: { 'Content-Type': 'application/octet-stream', 'If-Match': `"${parameters.ifMatch}"` },
          body: data,
          signal,
          isPaced: parameters.isPaced ?? false,
        },
        UnitWriteResponse,
      ),
  }
}
