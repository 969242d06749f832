import { Hono } from 'hono'
import { sql } from 'kysely'
import { Failure } from '#hub/access/failure.ts'
import { answerList, answerOne } from '#hub/api/http/answer-list.ts'
import { type Api, type Context, type Env, idOf } from '#hub/api/http/context.ts'
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
    return context.json(await answerList(api, context, organizationModel))
  })
  routes.get('/organization/:organization', async (context) => {
    const id = idOf(context, 'organization')
    const isThis = sql`"Organization"."OrganizationID" = ${id}`
    return context.json(await answerOne(api, context, organizationModel, [isThis]))
  })
  const members = '/organization/:organization/organization_member'
  routes.get(members, async (context) => {
    const organization = ownOrganization(context)
    const users = await answerList(api, context, userModel)
    return context.json(users.map((user) => memberOf(user, organization)))
  })
  routes.get(`${members}/:member`, async (context) => {
    const organization = ownOrganization(context)
    const isThis = sql`"User"."UserID" = ${idOf(context, 'member')}`
    return context.json(memberOf(await answerOne(api, context, userModel, [isThis]), organization))
  })
  routes.get('/user', async (context) => {
    return context.json(await answerList(api, context, userModel))
  })
  routes.get('/user/:user', async (context) => {
    const id = idOf(context, 'user')
    return context.json(await answerOne(api, context, userModel, [sql`"User"."UserID" = ${id}`]))
  })
  return routes
}

function ownOrganization(context: Context): string {
  const { OrganizationID } = context.get('caller')
  if (idOf(context, 'organization') !== OrganizationID) throw new Failure(404, 'Organization not found.')
  return OrganizationID
}

const memberFields = ['UserID', 'Username', 'Slug', 'DisplayName', 'ExternalID']

/** `ExtendedOrganizationMember`: who a User is, without its timestamps and other fields. */
function memberOf({ User }: Readonly<Record<string, unknown>>, OrganizationID: string) {
  const identity = Object.entries(User ?? {}).filter(([name]) => memberFields.includes(name))
  return { OrganizationMember: { ...Object.fromEntries(identity), OrganizationID } }
}
