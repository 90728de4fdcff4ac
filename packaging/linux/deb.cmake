# SPDX-FileCopyrightText: 2026 The Palimpsest authors
# SPDX-License-Identifier: Apache-2.0

# cpack -G DEB: one package with both programs, its dependencies read off the binaries.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME palimpsest)
set(CPACK_PACKAGE_VENDOR "The Palimpsest authors")
set(CPACK_PACKAGE_CONTACT "The Palimpsest authors <palimpsest@users.noreply.github.com>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "browse, edit and audit the memories of AI agents")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# What no binary names: the keychain, loaded at run time, a home for the icon, and whom TLS trusts.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libsecret-1-0, hicolor-icon-theme, ca-certificates")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "qt6-wayland, gnome-keyring | kwalletmanager | keepassxc, fonts-noto-core, fonts-noto-cjk")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"Agents in the cloud keep what they learn in Memory Stores: a store holds
entries, and each write leaves a version that never changes. Palimpsest shows
them as trees, edits them without ever overwriting what somebody else wrote
first, compares any two versions and redacts what should not be there.
.
Its Local workspace is a complete Memory Stores service inside the program; it
works without an account. The same service runs without a window, too, as
palimpsest-service.")
# Folders of the package are readable for all, whatever the umask of who makes it.
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
include(CPack)
