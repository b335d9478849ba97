// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * frontend.c - a guest in xenstore
 *
 * Nothing is read back from here, and nothing here is the guest's to write.
 */
#include "frontend.h"

#include <errno.h>
#include <string.h>

#include "daemon/log.h"

/*
 * enum xenbus_state of xen/io/xenbus.h. The frontend's is written once, and is neither connected
 * nor closed: Linux would take either for what a crashed kernel left, and wait 15 s for a backend.
 */
#define XENBUS_INITIALISED 3
#define XENBUS_CONNECTED   4
#define XENBUS_CLOSED	   6

#define PATH_SIZE 80

static void backend_path(const struct guest *guest, char path[PATH_SIZE])
{
	snprintf(path, PATH_SIZE, "/local/domain/0/backend/scmi/%u/0", guest->domain.id);
}

static void frontend_path(const struct guest *guest, char path[PATH_SIZE])
{
	snprintf(path, PATH_SIZE, "/local/domain/%u/device/scmi/0", guest->domain.id);
}

void frontend_publish(struct guest *guest)
{
	struct store *store = &guest->server->store;
	const struct journal *journal = guest->journal;
	char backend[PATH_SIZE], frontend[PATH_SIZE];
	int rc;

	backend_path(guest, backend);
	frontend_path(guest, frontend);
	rc = store_make_directory(store, guest->domain.id, backend);
	if (!rc)
		rc = store_make_directory(store, guest->domain.id, frontend);
	if (rc) {
		/* People and tools look here, but no call depends on it. */
		log_warning("%s: cannot write to xenstore: %s", guest->label, strerror(-rc));
		return;
	}
	store_write(store, backend, "frontend", "%s", frontend);
	store_write(store, backend, "frontend-id", "%u", guest->domain.id);
	store_write(store, backend, "online", "1");
	store_write(store, backend, "state", "%d", XENBUS_CONNECTED);

	store_write(store, frontend, "backend", "%s", backend);
	store_write(store, frontend, "backend-id", "0");
	store_write(store, frontend, "smc-id", "0x%08x", journal->smc_id);
	store_write(store, frontend, "shmem-gfn", "0x%llx",
		    (unsigned long long)(journal->shmem_address / XEN_PAGE_SIZE));
	store_write(store, frontend, "shmem-ref", "%u", journal->grant);
	store_write(store, frontend, "state", "%d", XENBUS_INITIALISED);
}

void frontend_publish_rights(struct guest *guest)
{
	char backend[PATH_SIZE];
	char text[2048];

	backend_path(guest, backend);
	for (int resource = SCMI_NO_RESOURCE + 1; resource < SCMI_RESOURCES; resource++) {
		rights_format(&guest->agent.owned[resource], resource, text, sizeof(text));
		store_write(&guest->server->store, backend, scmi_resource_name(resource), "%s",
			    text);
	}
}

void frontend_close(struct guest *guest)
{
	char path[PATH_SIZE];

	backend_path(guest, path);
	store_write(&guest->server->store, path, "online", "0");
	store_write(&guest->server->store, path, "state", "%d", XENBUS_CLOSED);
}

void frontend_remove(struct guest *guest)
{
	char path[PATH_SIZE];

	snprintf(path, sizeof(path), "/local/domain/0/backend/scmi/%u", guest->domain.id);
	store_remove(&guest->server->store, path);
}
