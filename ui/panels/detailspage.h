// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

#include <memory>

namespace Ui {
class DetailsPage;
}

namespace panels {

//! One fact. The value is shown in full, can be selected, and is copied as `copyText` (or as it stands when that is
//! empty). A section title has no value.
struct DetailRow
{
    QString label;
    QString value = {};
    QString tooltip = {};
    bool raw = false; //!< JSON or an id: in the fixed font
    bool section = false; //!< a heading between the facts ("Metadata", "Unknown fields")
    QString copyText = {};

    friend bool operator==(const DetailRow &, const DetailRow &) = default;
};

//! Every field of a store, an entry or a version, each to be copied; and the whole as a curl line.
class DetailsPage : public QWidget
{
    Q_OBJECT
public:
    explicit DetailsPage(QWidget *parent = nullptr);
    ~DetailsPage() override;

    //! Keeps the scroll position when the title stays the same.
    void setDetails(const QString &title, const QList<DetailRow> &rows);
    void setCanCopyAsCurl(bool can);
    //! A sentence when there is nothing to show.
    void showNothing(const QString &sentence);

signals:
    void copyAsCurlRequested();

private:
    void rebuild(const QList<DetailRow> &rows);

    std::unique_ptr<Ui::DetailsPage> m_ui;
    QString m_title;
    QList<DetailRow> m_rows;
};

} // namespace panels
