// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * notify-listen.c - what a service tells its manager (sd_notify(3)), a line for each message
 *
 * usage: notify-listen SOCKET
 */
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

int main(int argc, char **argv)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
	char message[512];
	ssize_t length;

	if (argc != 2 || strlen(argv[1]) >= sizeof(address.sun_path)) {
		fprintf(stderr, "usage: notify-listen SOCKET\n");
		return 2;
	}
	strcpy(address.sun_path, argv[1]);
	if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof(address))) {
		perror(argv[1]);
		return 1;
	}
	while ((length = recv(fd, message, sizeof(message), 0)) >= 0) {
		printf("%.*s\n", (int)length, message);
		fflush(stdout);
	}
	return 1;
}
