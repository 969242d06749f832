import type { FleetSpace, FleetTag } from '#hub/fleet/fleet.ts'
import { fleetId } from '#hub/fleet/identity.ts'
import type { Person } from '#hub/fleet/people.ts'
import type { Defaulting, SpaceTable, TagTable, UserTable } from '#hub/store/tables.ts'
import { tokenFor, tokenHash } from '#hub/store/tokens.ts'

export function spaceRow(OrganizationID: string, space: FleetSpace): Defaulting<SpaceTable> {
  const CreatedAt = space.createdAt.toISOString()
  return {
    OrganizationID,
    SpaceID: fleetId('space', space.slug),
    Slug: space.slug,
    DisplayName: space.displayName,
    Labels: space.labels,
    Annotations: space.annotations,
    DeleteGates: {},
    ReleaseTargetID: null,
    UpstreamSpaceID: null,
    CreatedAt,
    UpdatedAt: CreatedAt,
    Version: 1,
  }
}

export function tagRow(OrganizationID: string, tag: FleetTag): Defaulting<TagTable> {
  const CreatedAt = tag.createdAt.toISOString()
  return {
    OrganizationID,
    SpaceID: fleetId('space', tag.spaceSlug),
    TagID: tag.tagId,
    Slug: tag.slug,
    DisplayName: tag.displayName,
    Labels: tag.labels,
    Annotations: tag.annotations,
    DeleteGates: {},
    ChangeSetID: null,
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
    ExternalID: '',
    OrgRole: person.OrgRole,
    TokenHash: tokenHash(token),
    TokenExpiresAt: null,
    GroupIDs: [...person.GroupIDs],
    CreatedAt,
    UpdatedAt: CreatedAt,
  }
}
