# SPDX-FileCopyrightText: 2026 The Palimpsest authors
# SPDX-License-Identifier: Apache-2.0

# What a desktop needs beside the programs: menu entry, description, icon, manual pages.
include(GNUInstallDirs)

set(PALIMPSEST_RELEASE_DATE "2026-11-21")
set(PALIMPSEST_CHANGELOG_DATE "Sat, 21 Nov 2026 12:00:00 +0000")
set(palimpsest_id io.github.palimpsest.Palimpsest)
set(palimpsest_linux ${PROJECT_SOURCE_DIR}/packaging/linux)
set(palimpsest_made ${PROJECT_BINARY_DIR}/linux)

foreach(file ${palimpsest_id}.metainfo.xml palimpsest.1 palimpsest-service.1 changelog)
    configure_file(${palimpsest_linux}/${file} ${palimpsest_made}/${file} @ONLY)
endforeach()

# Manual pages and change logs are compressed, without a time inside, so that a build can be repeated.
foreach(file palimpsest.1 palimpsest-service.1 changelog)
    execute_process(COMMAND gzip -9nkf ${palimpsest_made}/${file} COMMAND_ERROR_IS_FATAL ANY)
endforeach()

install(FILES ${palimpsest_linux}/${palimpsest_id}.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES ${palimpsest_made}/${palimpsest_id}.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
install(FILES ${PROJECT_SOURCE_DIR}/resources/palimpsest.svg RENAME ${palimpsest_id}.svg
        DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
install(FILES ${palimpsest_made}/palimpsest.1.gz ${palimpsest_made}/palimpsest-service.1.gz
        DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${palimpsest_linux}/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES ${palimpsest_made}/changelog.gz DESTINATION ${CMAKE_INSTALL_DOCDIR})
