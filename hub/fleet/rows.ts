import type { FleetSpace, FleetTag } from '#hub/fleet/fleet.ts'
import { fleetId } from '#hub/fleet/identity.ts'
import type { Person } from '#hub/fleet/people.ts'
import type { Defaulting, SpaceTable, TagTable, UserTable } from '#hub/store/tables.ts'
import { tokenFor, tokenHash } from '#hub/store/tokens.ts'

export function spaceRow(OrganizationID: string, space: FleetSpace): Defaulting<SpaceTable> {
  return {
    OrganizationID,
    SpaceID: fleetId('space', space.slug),
    ReleaseTargetID: null,
    UpstreamSpaceID: null,
    ...commonColumns(space),
  }
}

export function tagRow(OrganizationID: string, tag: FleetTag): Defaulting<TagTable> {
  return {
    OrganizationID,
    SpaceID: fleetId('space', tag.spaceSlug),
    TagID: tag.tagId,
    ChangeSetID: null,
    ReleaseID: null,
    ...commonColumns(tag),
  }
}

function commonColumns({ slug, displayName, labels, annotations, createdAt }: FleetSpace) {
  const CreatedAt = createdAt.toISOString()
  return {
    Slug: slug,
    DisplayName: displayName,
    Labels: labels,
    Annotations: annotations,
    DeleteGates: {},
    CreatedAt,
    UpdatedAt: CreatedAt,
    Version: 1,
  }
}

export function userRow(
  OrganizationID: string,
  person: Person,
  createdAt: Date,
  adminToken: string,
): Defaulting<UserTable> {
  const CreatedAt = createdAt.toISOString()
  const token = person.OrgRole === 'admin' ? adminToken : tokenFor(adminToken, person.Username)
  return {
    OrganizationID,
    UserID: person.UserID,
    Username: person.Username,
    Slug: person.Username.replace('@', '-at-'),
    DisplayName: person.DisplayName,
    ExternalID: person.UserID,
    OrgRole: person.OrgRole,
    TokenHash: tokenHash(token),
    TokenExpiresAt: null,
    GroupIDs: [...person.GroupIDs],
    CreatedAt,
    UpdatedAt: CreatedAt,
  }
}
