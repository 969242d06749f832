import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { type ValueColumn, ValuesResponse } from '#lib/confighub/values.ts'
import { callDashboardJson, jsonBody } from '#lib/queries/dashboard-api.ts'

/** Documents are identified by hash, so values of the same hashes never become stale. */
export type ValuesUnit = { readonly UnitID: string; readonly DataHash?: string | undefined }

/** Values from inside the documents of the given units, such as the visible rows. */
export const valuesQuery = (units: readonly ValuesUnit[], columns: readonly ValueColumn[]) =>
  queryOptions({
    queryKey: [
      'units',
      'values',
      columns,
      units.map(({ UnitID, DataHash }) => `${UnitID}:${DataHash ?? ''}`),
    ],
    queryFn: async ({ signal }): Promise<ValuesResponse> => {
      const body = { unitIds: units.map((unit) => unit.UnitID), columns }
      return callDashboardJson('/api/values', ValuesResponse, jsonBody('POST', body, signal))
    },
    enabled: units.length > 0 && columns.length > 0,
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  })
