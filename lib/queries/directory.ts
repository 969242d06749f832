import { queryOptions } from '@tanstack/react-query'
import type { BrowserHub } from '#lib/confighub/client.ts'
import type { FunctionSignature } from '#lib/confighub/schema/entities.ts'
import { askHubAround } from '#lib/queries/around/ask-around.ts'

const fiveMinutesMs = 300_000

/** Data that changes rarely and is looked up often. */
const directoryQuery = <T>(
  queryKey: readonly string[],
  read: (hub: BrowserHub, signal: AbortSignal) => Promise<T>,
) =>
  queryOptions({
    queryKey,
    queryFn: ({ signal }) => askHubAround(signal, read),
    staleTime: fiveMinutesMs,
  })

export const infoQuery = () => directoryQuery(['info'], (hub, signal) => hub.info(signal))

export const organizationQuery = (organizationId: string) =>
  queryOptions({
    ...directoryQuery(['organization', organizationId], (hub, signal) =>
      hub.organization(organizationId, signal),
    ),
    enabled: organizationId !== '',
  })

export const usersQuery = () => directoryQuery(['users'], (hub, signal) => hub.users({}, signal))

export const spacesQuery = () =>
  directoryQuery(['spaces'], (hub, signal) =>
    hub.spaces({ select: 'Slug,DisplayName,Labels', order_by: 'Slug' }, signal),
  )

export const targetsQuery = () =>
  directoryQuery(['targets'], (hub, signal) =>
    hub.allTargets({ select: 'Slug,SpaceID,SpaceSlug', order_by: 'Slug' }, signal),
  )

/** The mutating functions for Kubernetes documents, by name: what a change can run. */
export const functionsQuery = () =>
  queryOptions({
    ...functionCatalogueQuery(),
    select: (all: FunctionSignature[]) => all.filter(({ Mutating }) => Mutating === true),
  })

/** Every function for Kubernetes documents, by name. */
export const functionCatalogueQuery = () =>
  directoryQuery(['functions'], async (hub, signal): Promise<FunctionSignature[]> => {
    const catalogue = await hub.functions(signal)
    return Object.values(catalogue['Kubernetes/YAML'] ?? {}).sort((a, b) =>
      a.FunctionName.localeCompare(b.FunctionName),
    )
  })
