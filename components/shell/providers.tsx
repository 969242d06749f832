'use client'

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { type ReactNode, useEffect, useState } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { failureOf } from '#components/ui/error/failure.ts'
import { Toasts } from '#components/ui/overlay/toast.tsx'
import { sessionEnded } from '#components/ui/state/session-end.ts'
import { watchQueries } from '#components/ui/waiting/waiting.ts'

function createQueryClient(): QueryClient {
  const onError = (error: unknown) => {
    if (failureOf(error).status === 401) sessionEnded()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        refetchOnWindowFocus: false,
        // The proxy already retries safe reads, so only a lost connection is retried here, once.
        retry: (failures, error) => failures < 1 && failureOf(error).status === 0,
        retryDelay: 100,
      },
    },
  })
}

export function Providers({ children }: { children: ReactNode }) {
  const [queryClient] = useState(createQueryClient)
  useEffect(() => watchQueries(queryClient), [queryClient])
  return (
    // One locale for server and browser; otherwise numbers and labels would differ during hydration.
    <I18nProvider locale="en-GB">
      <QueryClientProvider client={queryClient}>
        <NuqsAdapter>
          {children}
          <Toasts />
        </NuqsAdapter>
      </QueryClientProvider>
    </I18nProvider>
  )
}
