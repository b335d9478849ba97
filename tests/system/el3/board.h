/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * board.h - where the board's SCMI is; dom0's device tree says the same, see ../host/raw.dts
 */
#ifndef BOARD_H
#define BOARD_H

#define BOARD_SCMI_SHMEM      UL(0xbff00000)
#define BOARD_SCMI_DOORBELL   U(0x82000010)
#define BOARD_VENDOR_PROTOCOL U(0x80)

#endif
