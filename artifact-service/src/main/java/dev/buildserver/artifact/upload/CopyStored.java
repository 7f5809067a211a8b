package dev.buildserver.artifact.upload;

import dev.buildserver.artifact.catalog.AttemptOwner;
import dev.buildserver.artifact.catalog.Catalog;
import dev.buildserver.artifact.catalog.ObjectKeys;
import dev.buildserver.contract.artifact.ArtifactMetadata;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.storage.ObjectStorage;
import dev.buildserver.storage.StoredContent;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Takes an artifact whose content the tenant has already, without its being sent. The content is
 * copied, because attempts share nothing: each can be deleted by itself. It is checked on the way
 * like one that is sent.
 */
@ApplicationScoped
class CopyStored {
    private static final Logger LOG = Logger.getLogger(CopyStored.class);
    // What was stored is not what it was, or went while it was read.
    private static final Set<ErrorCode> UNUSABLE =
            EnumSet.of(ErrorCode.DIGEST_MISMATCH, ErrorCode.VALIDATION_FAILED);

    private final Catalog catalog;
    private final ObjectStorage storage;
    private final UploadArtifact uploads;
    private final UploadMetrics metrics;

    CopyStored(
            Catalog catalog, ObjectStorage storage, UploadArtifact uploads, UploadMetrics metrics) {
        this.catalog = catalog;
        this.storage = storage;
        this.uploads = uploads;
        this.metrics = metrics;
    }

    /** Those of the digests that artifacts of the tenant have. */
    List<String> stored(String tenant, Collection<String> digests) {
        Set<String> stored =
                QuarkusTransaction.requiringNew().call(() -> catalog.stored(tenant, digests));
        return digests.stream().distinct().filter(stored::contains).toList();
    }

    /**
     * @return empty when the content has to be sent
     * @throws BuildServerException as an upload does
     */
    Optional<Uploaded> copy(AttemptOwner owner, Announcement announced) {
        Optional<ArtifactMetadata> source =
                QuarkusTransaction.requiringNew()
                        .call(
                                () ->
                                        catalog.newest(
                                                owner.tenant(),
                                                announced.sha256(),
                                                announced.sizeBytes()));
        Optional<StoredContent> content =
                source.flatMap(s -> storage.open(ObjectKeys.of(s.attemptUid(), s.artifactId())));
        if (content.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream stream = content.get().stream()) {
            Uploaded copied = uploads.upload(owner, announced, stream);
            metrics.copied(copied.isNew() ? announced.sizeBytes() : 0);
            return Optional.of(copied);
        } catch (BuildServerException e) {
            if (UNUSABLE.contains(e.code())) {
                LOG.warnf("Artifact %s can't be copied: %s", source.get().artifactId(), e);
                return Optional.empty();
            }
            throw e;
        } catch (IOException e) {
            throw new BuildServerException(
                    ErrorCode.UNAVAILABLE, "The object storage broke off", e);
        }
    }
}
