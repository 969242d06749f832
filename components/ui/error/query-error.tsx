import { ErrorPanel, type ErrorPanelProps } from '#components/ui/error/error-panel.tsx'

type Failed = { readonly error: unknown; readonly refetch: () => unknown }

/** A question that was not answered, above what is still there, and the way to ask it again. */
export function QueryError({
  query,
  ...panel
}: Pick<ErrorPanelProps, 'title' | 'className' | 'children'> & { query: Failed }) {
  return <ErrorPanel form="banner" {...panel} error={query.error} onRetry={() => void query.refetch()} />
}
