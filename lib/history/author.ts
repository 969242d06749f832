import { zeroId } from '#lib/base/uuid.ts'
import type { ExtendedRevision, User } from '#lib/confighub/schema/entities.ts'

/** ConfigHub records its own automation under this id. */
export const automationUserId = zeroId

/** Who made a revision: a person, or automation (the zero id, contract 4.4). */
export type Author = {
  readonly UserID: string
  readonly name: string
  readonly isAutomation: boolean
}

export function authorOf({ Revision, User: user }: Pick<ExtendedRevision, 'Revision' | 'User'>): Author {
  return authorById(Revision.UserID, user)
}

function authorById(userId: string | undefined, user?: User): Author {
  if (userId === undefined || userId === automationUserId) {
    return { UserID: automationUserId, name: 'Automation', isAutomation: true }
  }
  const name = user?.DisplayName ?? user?.Username ?? user?.Slug ?? userId.slice(0, 8)
  return { UserID: userId, name, isAutomation: false }
}

/** `hubdeck/0.1` reads as Hubdeck, `cub/0.4.19` as the CLI; other tools by their own name. */
export function toolOf(userAgent: string | undefined): string {
  const product = (userAgent ?? '').split(/[\s/]/)[0] ?? ''
  if (product === '') return 'unknown tool'
  const known: Readonly<Record<string, string>> = {
    hubdeck: 'Hubdeck',
    cub: 'cub CLI',
    Mozilla: 'ConfigHub UI',
  }
  return known[product] ?? product
}
