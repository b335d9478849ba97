// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test_config.c - every key of the configuration file, good and bad
 */
#include "unit.h"

#include <errno.h>
#include <sys/stat.h>

#include "daemon/config.h"
#include "folder.h"

#define CHANNEL "channel = socket:/run/firmware\n"

static struct folder folder;

static int set_up(void **state)
{
	(void)state;
	folder_make(&folder);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	folder_remove(&folder);
	return 0;
}

/** read_text() - the configuration that a text is, the reason for an error without its path */
static int read_text(struct config *config, const char *text, char reason[256])
{
	const char *path;
	struct why why = { "" };
	int rc;

	folder_write(&folder, "scmid.conf", text, strlen(text));
	path = folder_file(&folder, "scmid.conf");
	memset(config, 0xa5, sizeof(*config));
	rc = config_read(config, path, &why);
	if (rc)
		assert_memory_equal(why.text, path, strlen(path));
	strcpy(reason, rc ? why.text + strlen(path) : "");
	return rc;
}

static struct config good(const char *text)
{
	struct config config;
	char reason[256];

	if (read_text(&config, text, reason))
		fail_msg("\"%s\" %s", text, reason);
	return config;
}

static void test_defaults(void **state)
{
	struct config config = good(CHANNEL);

	(void)state;
	assert_string_equal(config.channel.address, "socket:/run/firmware");
	assert_int_equal(config.timeout_ms, 500);
	assert_int_equal(config.defaults.smc_id, 0x82000010);
	assert_int_equal(config.defaults.shmem_address, 0x22001000);
	assert_int_equal(config.policy, CONFIG_POLICY_DERIVE);
	assert_string_equal(config.policy_dir, "/etc/xen/scmi.d");
	assert_string_equal(config.host_dtb, "");
	assert_int_equal(config.log_level, LOG_LEVEL_INFO);
	assert_int_equal(config.log_target, LOG_TO_AUTO);
}

static void test_all_keys(void **state)
{
	struct config config = good("# comment\n"
				    "; comment\n"
				    "\n"
				    "channel=socket:/a\n"
				    "  \n"
				    "timeout-ms = 1234 ; comment\n"
				    "smc-id = 0xc3000001\n"
				    "shmem-address = 0x1234567000\n"
				    "policy = explicit\n"
				    "policy-dir = /a/b\n"
				    "host-dtb = /sys/firmware/fdt\n"
				    "log-level: debug\n"
				    "log-to = journal");

	(void)state;
	assert_string_equal(config.channel.address, "socket:/a");
	assert_int_equal(config.timeout_ms, 1234);
	assert_int_equal(config.defaults.smc_id, 0xc3000001);
	assert_int_equal(config.defaults.shmem_address, 0x1234567000);
	assert_int_equal(config.policy, CONFIG_POLICY_EXPLICIT);
	assert_string_equal(config.policy_dir, "/a/b");
	assert_string_equal(config.host_dtb, "/sys/firmware/fdt");
	assert_int_equal(config.log_level, LOG_LEVEL_DEBUG);
	assert_int_equal(config.log_target, LOG_TO_JOURNAL);
}

static void test_numbers(void **state)
{
	static const struct {
		const char *text;
		uint32_t timeout_ms;
	} rows[] = {
		{ "1", 1 },	     { "60000", 60000 }, { "0x1f4", 500 },
		{ "0xEA60", 60000 }, { "010", 10 },	 { "0500", 500 },
	};
	char text[100];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		print_error("%s:\n", rows[i].text);
		snprintf(text, sizeof(text), CHANNEL "timeout-ms = %s\n", rows[i].text);
		assert_int_equal(good(text).timeout_ms, rows[i].timeout_ms);
	}
}

static void test_choices(void **state)
{
	(void)state;
	assert_int_equal(good(CHANNEL "log-level = error\n").log_level, LOG_LEVEL_ERROR);
	assert_int_equal(good(CHANNEL "log-level = warning\n").log_level, LOG_LEVEL_WARNING);
	assert_int_equal(good(CHANNEL "log-level = info\n").log_level, LOG_LEVEL_INFO);
	assert_int_equal(good(CHANNEL "log-level = debug\n").log_level, LOG_LEVEL_DEBUG);
	assert_int_equal(good(CHANNEL "log-to = auto\n").log_target, LOG_TO_AUTO);
	assert_int_equal(good(CHANNEL "log-to = stderr\n").log_target, LOG_TO_STDERR);
	assert_int_equal(good(CHANNEL "log-to = journal\n").log_target, LOG_TO_JOURNAL);
}

static void test_last_value_counts(void **state)
{
	(void)state;
	assert_int_equal(good(CHANNEL "timeout-ms = 1\ntimeout-ms = 2\n").timeout_ms, 2);
}

#define TIMEOUT(value) ": timeout-ms = \"" value "\", expected a number from 0x1 to 0xea60"
#define DOORBELL(value) \
	": smc-id = \"" value "\", expected a fast call of SiP (0x82...) or OEM (0x83...)"
#define DOORBELL_NUMBER(value) \
	": smc-id = \"" value "\", expected a number from 0x82000000 to 0xc3ffffff"
#define ADDRESS(value)                                                       \
	": shmem-address = \"" value "\", expected a number from 0x1000 to " \
	"0xffffffffffffffff on a page boundary"
#define KEYS                                                                           \
	"expected one of channel, restrict-agent, timeout-ms, smc-id, shmem-address, " \
	"policy, policy-dir, host-dtb, log-level, log-to"

static void test_refused(void **state)
{
	static const struct {
		const char *text, *reason;
	} rows[] = {
		{ "", ": no channel, expected one such as channel = socket:PATH" },
		{ "timeout-ms = 5\n", ": no channel, expected one such as channel = socket:PATH" },
		{ "channel =\n", ": no channel, expected one such as channel = socket:PATH" },
		{ CHANNEL "timeout-ms = 0\n", TIMEOUT("0") },
		{ CHANNEL "timeout-ms = 60001\n", TIMEOUT("60001") },
		{ CHANNEL "timeout-ms = -1\n", TIMEOUT("-1") },
		{ CHANNEL "timeout-ms = +1\n", TIMEOUT("+1") },
		{ CHANNEL "timeout-ms = 5s\n", TIMEOUT("5s") },
		{ CHANNEL "timeout-ms = 5 5\n", TIMEOUT("5 5") },
		{ CHANNEL "timeout-ms = a\n", TIMEOUT("a") },
		{ CHANNEL "timeout-ms = 0x\n", TIMEOUT("0x") },
		{ CHANNEL "timeout-ms = 0x-1\n", TIMEOUT("0x-1") },
		{ CHANNEL "timeout-ms = 0x0x1\n", TIMEOUT("0x0x1") },
		{ CHANNEL "timeout-ms =\n", TIMEOUT("") },
		{ CHANNEL "timeout-ms = 18446744073709551617\n", TIMEOUT("18446744073709551617") },
		{ CHANNEL "smc-id = 0x81ffffff\n", DOORBELL_NUMBER("0x81ffffff") },
		{ CHANNEL "smc-id = 0xc4000000\n", DOORBELL_NUMBER("0xc4000000") },
		{ CHANNEL "smc-id = 0x182000010\n", DOORBELL_NUMBER("0x182000010") },
		{ CHANNEL "smc-id = x\n", DOORBELL_NUMBER("x") },
		/* PSCI's, and hypervisors' */
		{ CHANNEL "smc-id = 0x84000003\n", DOORBELL("0x84000003") },
		{ CHANNEL "smc-id = 0xc0000000\n", DOORBELL("0xc0000000") },
		{ CHANNEL "smc-id = 0x86000000\n", DOORBELL("0x86000000") },
		{ CHANNEL "shmem-address = 0\n", ADDRESS("0") },
		{ CHANNEL "shmem-address = 0x22001004\n", ADDRESS("0x22001004") },
		{ CHANNEL "shmem-address = 0x10000000000000000\n", ADDRESS("0x10000000000000000") },
		{ CHANNEL "policy-dir = scmi.d\n",
		  ": policy-dir = \"scmi.d\", expected an absolute path of less than 256 "
		  "characters" },
		{ CHANNEL "policy-dir =\n",
		  ": policy-dir = \"\", expected an absolute path of less than 256 characters" },
		{ CHANNEL "host-dtb = board.dtb\n",
		  ": host-dtb = \"board.dtb\", expected an absolute path of less than 256 "
		  "characters" },
		{ CHANNEL "policy = none\n",
		  ": policy = \"none\", expected one of derive, explicit" },
		{ CHANNEL "log-level = loud\n",
		  ": log-level = \"loud\", expected one of error, warning, info, debug" },
		{ CHANNEL "log-level = Info\n",
		  ": log-level = \"Info\", expected one of error, warning, info, debug" },
		{ CHANNEL "log-level =\n",
		  ": log-level = \"\", expected one of error, warning, info, debug" },
		{ CHANNEL "log-to = file\n",
		  ": log-to = \"file\", expected one of auto, stderr, journal" },
		{ CHANNEL "timeout = 5\n", ": unknown key \"timeout\", " KEYS },
		{ CHANNEL "Timeout-ms = 5\n", ": unknown key \"Timeout-ms\", " KEYS },
		{ CHANNEL "[gateway]\ntimeout-ms = 5\n",
		  ": unknown key \"timeout-ms\" in section [gateway], expected one of channel, "
		  "restrict-agent" },
		{ CHANNEL "[gateway]\nrestrict-agent = 2\n",
		  ": [gateway]: no channel, expected one" },
		{ CHANNEL "[gateway]\nchannel = raw:/x\nrestrict-agent = 0\n",
		  ": restrict-agent = \"0\", expected a number from 0x1 to 0xff" },
		{ CHANNEL "restrict-agent = 3\n[a]\nchannel = raw:/x\nrestrict-agent = 2\n"
			  "[b]\nchannel = raw:/y\nrestrict-agent = 2\n",
		  ": [b]: restrict-agent = 2 is another channel's, too, expected an agent for "
		  "each" },
		{ CHANNEL "[a]\nchannel = raw:/x\n[b]\nchannel = raw:/x\n",
		  ": [b]: channel = \"raw:/x\" is another guest's, or that of all, too, expected "
		  "one of its own" },
		{ CHANNEL "[a/b]\nchannel = raw:/x\n",
		  ": [a/b]: guest \"a/b\": xenstore can have no key for it, expected a name of "
		  "letters, digits, -, _ and @" },
		{ CHANNEL "restrict-agent = 256\n",
		  ": restrict-agent = \"256\", expected a number from 0x1 to 0xff" },
		{ CHANNEL "nonsense\n", ":2: expected \"key = value\"" },
		{ CHANNEL "\n\n[section\n", ":4: expected \"key = value\"" },
		/* The first of two errors. */
		{ CHANNEL "timeout-ms = 0\nnonsense\n", TIMEOUT("0") },
		{ CHANNEL "nonsense\ntimeout-ms = 0\n", ":2: expected \"key = value\"" },
		{ CHANNEL "timeout-ms = 0\nlog-to = file\n", TIMEOUT("0") },
		/* Long values are cut. */
		{ CHANNEL "timeout-ms = 11111111112222222222333333333344444444445\n",
		  TIMEOUT("1111111111222222222233333333334444444444") },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct config config;
		char reason[256];

		print_error("%s", rows[i].text);
		assert_int_equal(read_text(&config, rows[i].text, reason), -EINVAL);
		assert_string_equal(reason, rows[i].reason);
	}
}

static void test_channels_of_guests(void **state)
{
	struct config config = good("channel = socket:/all\n"
				    "[two]\n"
				    "channel = socket:/two\n"
				    "[one]\n"
				    "channel = socket:/one\n"
				    "restrict-agent = 0x2\n"
				    "[two]\n"
				    "restrict-agent = 255\n");
	const struct config_channel *two = config.channel.next, *one = two->next;

	(void)state;
	assert_string_equal(config.channel.address, "socket:/all");
	assert_int_equal(config.channel.restrict_agent, 0);
	assert_string_equal(two->guest, "two");
	assert_string_equal(two->address, "socket:/two");
	assert_int_equal(two->restrict_agent, 255);
	assert_string_equal(one->guest, "one");
	assert_string_equal(one->address, "socket:/one");
	assert_int_equal(one->restrict_agent, 2);
	assert_null(one->next);
	config_free(&config);
}

static void test_long_lines(void **state)
{
	char text[300] = CHANNEL "channel = socket:/", *end = text + strlen(text), reason[256];
	struct config config;

	(void)state;
	for (size_t length = strlen("channel = socket:/"); length < 198; length++) {
		strcpy(end, "x\n");
		end++;
		/* Never a part of it. */
		assert_int_equal(read_text(&config, text, reason), 0);
		*end = '\0';
		assert_string_equal(config.channel.address,
				    text + strlen(CHANNEL) + strlen("channel = "));
	}
	strcpy(end, "x\n");
	assert_int_equal(read_text(&config, text, reason), -EINVAL);
	assert_string_equal(reason,
			    ":2: has more than 198 characters, expected the rest on a line "
			    "of its own, indented");
}

static void test_values_of_several_lines(void **state)
{
	char text[400], reason[256], address[257] = "/";
	struct config config = good("channel = mmio:/dev/uio0+128, ; comment\n"
				    "\tdoorbell=/dev/uio0/map1@0x108,\n"
				    "; comment\n"
				    "          value=2 \n"
				    "timeout-ms = 1\n"
				    " 0\n"
				    "log-level = info\n");

	(void)state;
	assert_string_equal(config.channel.address,
			    "mmio:/dev/uio0+128,doorbell=/dev/uio0/map1@0x108,value=2");
	assert_int_equal(config.timeout_ms, 10);

	/* The longest address, and one that is longer. */
	memset(address + 1, 'x', 254);
	snprintf(text, sizeof(text), CHANNEL "[a]\nchannel = %.100s\n  %s\n", address,
		 address + 100);
	config = good(text);
	assert_string_equal(config.channel.next->address, address);
	config_free(&config);
	address[255] = 'x';
	snprintf(text, sizeof(text), CHANNEL "[a]\nchannel = %.100s\n  %s\n", address,
		 address + 100);
	assert_int_equal(read_text(&config, text, reason), -EINVAL);
	assert_string_equal(reason, ": channel: longer than 255 characters");
}

static void test_files_that_cannot_be_read(void **state)
{
	struct config config;
	struct why why;
	char expected[400];
	const char *path = folder_file(&folder, "missing");

	(void)state;
	assert_int_equal(config_read(&config, path, &why), -ENOENT);
	snprintf(expected, sizeof(expected),
		 "%s: No such file or directory; expected a configuration file", path);
	assert_string_equal(why.text, expected);

	path = folder_file(&folder, "directory");
	assert_int_equal(mkdir(path, 0700), 0);
	assert_int_equal(config_read(&config, path, &why), -EISDIR);
	snprintf(expected, sizeof(expected), "%s: Is a directory; expected a configuration file",
		 path);
	assert_string_equal(why.text, expected);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_all_keys),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_choices),
		cmocka_unit_test(test_last_value_counts),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_channels_of_guests),
		cmocka_unit_test(test_long_lines),
		cmocka_unit_test(test_values_of_several_lines),
		cmocka_unit_test(test_files_that_cannot_be_read),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
