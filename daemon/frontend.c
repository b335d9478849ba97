// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * frontend.c - a guest in xenstore
 *
 * Nothing here is the guest's to write. Its devices are read back by the next daemon, which cannot
 * ask the guest's tree any more: so they are written at once or not at all.
 */
#include "frontend.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "daemon/log.h"
#include "daemon/refusal.h"
#include "policy/change.h"

/*
 * enum xenbus_state of xen/io/xenbus.h. The frontend's is written once, and is neither connected
 * nor closed: Linux would take either for what a crashed kernel left, and wait 15 s for a backend.
 */
#define XENBUS_INITIALISED 3
#define XENBUS_CONNECTED   4
#define XENBUS_CLOSED	   6

#define PATH_SIZE 80
#define TEXT_SIZE 2048 /* of a list of ids, which is cut where it is longer */
#define ATTEMPTS  100

/* Behind the kind of what a device has a name for, and only reads; as in rights. */
#define READ_SUFFIX ":ro"

static void backend_path(const struct guest *guest, char path[PATH_SIZE])
{
	snprintf(path, PATH_SIZE, "/local/domain/0/backend/scmi/%u/0", guest->domain.id);
}

static void frontend_path(const struct guest *guest, char path[PATH_SIZE])
{
	snprintf(path, PATH_SIZE, "/local/domain/%u/device/scmi/0", guest->domain.id);
}

static void device_path(const struct guest *guest, uint32_t device, char path[PATH_SIZE])
{
	snprintf(path, PATH_SIZE, "/local/domain/0/backend/scmi/%u/0/device/%u", guest->domain.id,
		 device);
}

static int write_devices(struct guest *guest)
{
	struct store *store = &guest->server->store;
	char directory[PATH_SIZE], key[PATH_SIZE];
	int rc = 0;

	for (uint32_t i = 0; !rc && i < guest->devices.count; i++) {
		const struct device *device = &guest->devices.device[i];

		device_path(guest, i, directory);
		rc = store_write(store, directory, "path", "%s", device->path);
		for (int resource = SCMI_NO_RESOURCE + 1; !rc && resource < SCMI_RESOURCES;
		     resource++) {
			char *text;

			if (rights_are_none(&device->needs[resource]))
				continue;
			text = policy_text(&device->needs[resource], resource);
			rc = text ? store_write(store, directory, scmi_resource_name(resource),
						"%s", text) :
				    -ENOMEM;
			free(text);
		}
		for (uint32_t j = 0; !rc && j < device->names; j++) {
			snprintf(key, sizeof(key), "name/%u", j);
			rc = store_write(store, directory, key, "%s%s %s",
					 scmi_resource_name(device->name[j].resource),
					 device->name[j].right == RIGHT_READ ? READ_SUFFIX : "",
					 device->name[j].text);
		}
	}
	return rc;
}

/** write_all() - both directories, but what changes later; Return: 0; a negative errno */
static int write_all(struct guest *guest)
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
	if (rc)
		return rc;
	store_write(store, backend, "frontend", "%s", frontend);
	store_write(store, backend, "frontend-id", "%u", guest->domain.id);
	store_write(store, backend, "online", "1");
	store_write(store, backend, "state", "%d", XENBUS_CONNECTED);
	rc = write_devices(guest);
	if (rc)
		return rc;

	store_write(store, frontend, "backend", "%s", backend);
	store_write(store, frontend, "backend-id", "0");
	store_write(store, frontend, "smc-id", "0x%08x", journal->smc_id);
	store_write(store, frontend, "shmem-gfn", "0x%llx",
		    (unsigned long long)(journal->shmem_address / XEN_PAGE_SIZE));
	store_write(store, frontend, "shmem-ref", "%u", journal->grant);
	store_write(store, frontend, "state", "%d", XENBUS_INITIALISED);
	return 0;
}

/** publish() - have something written at once or not at all */
static void publish(struct guest *guest, int (*write)(struct guest *guest))
{
	struct store *store = &guest->server->store;
	int rc = -EAGAIN;

	/* Others write to xenstore, too; that it happens each time is no more than bad luck. */
	for (int attempt = 0; attempt < ATTEMPTS && rc == -EAGAIN; attempt++) {
		rc = store_begin(store);
		if (!rc)
			rc = write(guest);
		if (rc)
			store_end(store, false);
		else
			rc = store_end(store, true);
	}
	/* People and tools look here, but no call depends on it. */
	if (rc)
		log_warning("%s: cannot write to xenstore: %s", guest->label, strerror(-rc));
}

void frontend_publish(struct guest *guest)
{
	publish(guest, write_all);
}

void frontend_publish_devices(struct guest *guest)
{
	publish(guest, write_devices);
}

/** find_needs() - read back what a device needs; false: not all of it could be read */
static bool find_needs(struct store *store, const char *directory, struct device *device)
{
	bool is_whole = true;

	for (int resource = SCMI_NO_RESOURCE + 1; resource < SCMI_RESOURCES; resource++) {
		char *text = store_read(store, "%s/%s", directory, scmi_resource_name(resource));
		struct why why;

		if (text ? rights_parse(&device->needs[resource], resource, text, &why) :
			   errno != ENOENT)
			is_whole = false;
		free(text);
	}
	return is_whole;
}

/** add_name() - take over what write_devices() wrote of a name; false: it is something else */
static bool add_name(struct device *device, const char *text)
{
	size_t length = strcspn(text, ": ");
	struct why why;
	enum scmi_resource resource = policy_kind(text, length, &why);
	enum right right = RIGHT_WHOLE;

	text += length;
	if (!strncmp(text, READ_SUFFIX, strlen(READ_SUFFIX))) {
		right = RIGHT_READ;
		text += strlen(READ_SUFFIX);
	}
	return resource && *text == ' ' && !device_add_name(device, resource, text + 1, right);
}

/** find_names() - read back the names that a device has for what it needs, as find_needs() does */
static bool find_names(struct store *store, const char *directory, struct device *device)
{
	char *text;
	bool is_whole = true;

	for (uint32_t i = 0; (text = store_read(store, "%s/name/%u", directory, i)); i++) {
		is_whole &= add_name(device, text);
		free(text);
	}
	return is_whole && errno == ENOENT;
}

void frontend_find_devices(struct guest *guest)
{
	struct store *store = &guest->server->store;
	char directory[PATH_SIZE];
	bool is_whole = true, is_last = false;

	for (uint32_t i = 0; !is_last; i++) {
		struct device *device;
		char *path;

		device_path(guest, i, directory);
		path = store_read(store, "%s/path", directory);
		is_last = !path;
		if (!path && errno != ENOENT)
			is_whole = false;
		if (path) {
			device = devices_add(&guest->devices, path);
			is_whole &= device && find_needs(store, directory, device) &&
				find_names(store, directory, device);
		}
		free(path);
	}
	if (!is_whole)
		log_error("%s: not all of its devices can be read from %s; it may lack rights",
			  guest->label, directory);
}

void frontend_find_permitted(const struct guest *guest, struct rights *devices)
{
	const char *kind = scmi_resource_name(SCMI_RESOURCE_DEVICE);
	char directory[PATH_SIZE];
	struct why why;
	char *text;

	backend_path(guest, directory);
	text = store_read(&guest->server->store, "%s/%s", directory, kind);
	if (text && rights_parse(devices, SCMI_RESOURCE_DEVICE, text, &why))
		log_warning("%s: %s of %s: %s; its agent may keep what it had", guest->label, kind,
			    directory, why.text);
	free(text);
}

/** write_refusals() - "clock 3: rtc owns it for /rtc@9010000; reset 1: ..." for each device */
static void write_refusals(struct guest *guest)
{
	char directory[PATH_SIZE], text[TEXT_SIZE];

	for (uint32_t i = 0; i < guest->devices.count; i++) {
		device_path(guest, i, directory);
		refusal_of_device(&guest->firmware->policy, &guest->agent,
				  &guest->devices.device[i], text, sizeof(text));
		store_write(&guest->server->store, directory, "refused", "%s", text);
	}
}

void frontend_publish_rights(struct guest *guest)
{
	char backend[PATH_SIZE], text[TEXT_SIZE];

	backend_path(guest, backend);
	for (int resource = SCMI_NO_RESOURCE + 1; resource < SCMI_RESOURCES; resource++) {
		rights_format(&guest->agent.owned[resource], resource, text, sizeof(text));
		store_write(&guest->server->store, backend, scmi_resource_name(resource), "%s",
			    text);
	}
	write_refusals(guest);
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
