package dev.buildserver.support.security;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Set;

/**
 * Gives a user the roles that theirs includes, and takes away any role that only an internal token
 * may grant: the users' issuer must not be able to make agents or services.
 */
@ApplicationScoped
class UserRoles implements SecurityIdentityAugmentor {
    @Override
    public Uni<SecurityIdentity> augment(
            SecurityIdentity identity, AuthenticationRequestContext context) {
        if (identity.isAnonymous() || identity.getAttribute(Caller.INTERNAL_CLAIMS) != null) {
            return Uni.createFrom().item(identity);
        }
        Set<String> roles = new HashSet<>(identity.getRoles());
        roles.retainAll(Roles.USERS);
        if (roles.contains(Roles.ADMIN)) {
            roles.add(Roles.BUILD_MASTER);
        }
        if (roles.contains(Roles.BUILD_MASTER)) {
            roles.add(Roles.DEVELOPER);
        }
        QuarkusSecurityIdentity.Builder builder =
                QuarkusSecurityIdentity.builder().setPrincipal(identity.getPrincipal());
        identity.getCredentials().forEach(builder::addCredential);
        identity.getAttributes().forEach(builder::addAttribute);
        return Uni.createFrom().item(builder.addRoles(roles).build());
    }
}
