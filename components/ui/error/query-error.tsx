import { ErrorPanel, type ErrorPanelProps } from '#components/ui/error/error-panel.tsx'

type Failed = { readonly error: unknown; readonly refetch: () => unknown }

/** A failed request, above what is still shown, with a way to retry. */
export function QueryError({
  query,
  ...panel
}: Pick<ErrorPanelProps, 'title' | 'className' | 'children'> & { query: Failed }) {
  return <ErrorPanel form="banner" {...panel} error={query.error} onRetry={() => void query.refetch()} />
}
