import { queryOptions } from '@tanstack/react-query'
import type { FunctionSignature } from '#lib/confighub/schema/entities.ts'
import { hubAfterRows } from '#lib/queries/around/hub-after-rows.ts'

const fiveMinutesMs = 300_000

/** Data that changes rarely and is looked up often. */
export const infoQuery = () =>
  queryOptions({
    queryKey: ['info'],
    queryFn: async ({ signal }) => (await hubAfterRows()).info(signal),
    staleTime: fiveMinutesMs,
  })

export const organizationQuery = (organizationId: string) =>
  queryOptions({
    queryKey: ['organization', organizationId],
    queryFn: async ({ signal }) => (await hubAfterRows()).organization(organizationId, signal),
    staleTime: fiveMinutesMs,
    enabled: organizationId !== '',
  })

export const usersQuery = () =>
  queryOptions({
    queryKey: ['users'],
    queryFn: async ({ signal }) => (await hubAfterRows()).users({}, signal),
    staleTime: fiveMinutesMs,
  })

export const spacesQuery = () =>
  queryOptions({
    queryKey: ['spaces'],
    queryFn: async ({ signal }) =>
      (await hubAfterRows()).spaces({ select: 'Slug,DisplayName,Labels', order_by: 'Slug' }, signal),
    staleTime: fiveMinutesMs,
  })

export const targetsQuery = () =>
  queryOptions({
    queryKey: ['targets'],
    queryFn: async ({ signal }) =>
      (await hubAfterRows()).allTargets({ select: 'Slug,SpaceID,SpaceSlug', order_by: 'Slug' }, signal),
    staleTime: fiveMinutesMs,
  })

/** The mutating functions for Kubernetes documents, by name: what a change can run. */
export const functionsQuery = () =>
  queryOptions({
    ...functionCatalogueQuery(),
    select: (all: FunctionSignature[]) => all.filter(({ Mutating }) => Mutating === true),
  })

/** Every function for Kubernetes documents, by name. */
export const functionCatalogueQuery = () =>
  queryOptions({
    queryKey: ['functions'],
    queryFn: async ({ signal }): Promise<FunctionSignature[]> => {
      const catalogue = await (await hubAfterRows()).functions(signal)
      return Object.values(catalogue['Kubernetes/YAML'] ?? {}).sort((a, b) =>
        a.FunctionName.localeCompare(b.FunctionName),
      )
    },
    staleTime: fiveMinutesMs,
  })
