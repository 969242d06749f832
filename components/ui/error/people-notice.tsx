import { useQuery } from '@tanstack/react-query'
import { MissingNotice } from '#components/ui/error/missing-notice.tsx'
import { usersQuery } from '#lib/queries/directory.ts'

/** Why people's names are missing. Where it is shown because of that, asking again at once would take it away again. */
export function PeopleNotice() {
  const query = useQuery({ ...usersQuery(), retryOnMount: false })
  return <MissingNotice what="The names of people are missing" query={query} />
}
