import { useQuery } from '@tanstack/react-query'
import { MissingNotice } from '#components/ui/error/missing-notice.tsx'
import { usersQuery } from '#lib/queries/directory.ts'

/** Why people's names are missing. */
export function PeopleNotice() {
  return <MissingNotice what="The names of people are missing" query={useQuery(usersQuery())} />
}
