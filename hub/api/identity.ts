import { Hono } from 'hono'
import { sql } from 'kysely'
import { Failure } from '#hub/access/failure.ts'
import { answerList, answerOne } from '#hub/api/http/answer-list.ts'
import { type Api, type Env, idOf } from '#hub/api/http/context.ts'
import { hubVersion } from '#hub/api/http/version.ts'
import { organizationModel } from '#hub/entities/models/organization.ts'
import { userModel } from '#hub/entities/models/user.ts'
import { present } from '#hub/entities/present.ts'

/** The caller and the server (contract 2.4). `/info` is the only answer without a token. */
export function identity(api: Api): Hono<Env> {
  const routes = new Hono<Env>()
  routes.get('/info', (context) => context.json({ Version: hubVersion, Build: 'hubdeck-embedded' }))
  routes.get('/me', async (context) => {
    const { UserID } = context.get('caller')
    const me = await api.db
      .selectFrom('User')
      .select(['UserID', 'Username', 'Slug', 'DisplayName', 'ExternalID', 'OrganizationID'])
      .where('UserID', '=', UserID)
      .executeTakeFirstOrThrow()
    return context.json(present(me))
  })
  routes.get('/organization', async (context) => {
    const items = await answerList(api, context, organizationModel)
    return context.json(items.map((item) => item.Organization))
  })
  routes.get('/organization/:organization', async (context) => {
    const id = idOf(context, 'organization')
    const item = await answerOne(api, context, organizationModel, [
      sql`"Organization"."OrganizationID" = ${id}`,
    ])
    return context.json(item.Organization)
  })
  routes.get('/organization/:organization/organization_member', async (context) => {
    const { OrganizationID } = context.get('caller')
    if (idOf(context, 'organization') !== OrganizationID) throw new Failure(404, 'Organization not found.')
    const users = await answerList(api, context, userModel)
    return context.json(users.map(({ User }) => memberOf(User as Readonly<Record<string, unknown>>)))
  })
  routes.get('/user', async (context) => {
    const items = await answerList(api, context, userModel)
    return context.json(items.map((item) => item.User))
  })
  routes.get('/user/:user', async (context) => {
    const id = idOf(context, 'user')
    const item = await answerOne(api, context, userModel, [sql`"User"."UserID" = ${id}`])
    return context.json(item.User)
  })
  return routes
}

/** `OrganizationMember`: the identity of a User, without when it was made and changed. */
function memberOf({
  CreatedAt: _,
  UpdatedAt: __,
  GroupIDs: ___,
  ...member
}: Readonly<Record<string, unknown>>) {
  return member
}
